package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.ArrayFiles;
import io.github.dl4jdeeplift.cli.input.Examples;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deeplift verify}: largest difference from outputs saved elsewhere. */
@Command(
    name = "verify",
    sortOptions = false,
    description = "Compares the network's outputs with those that were saved elsewhere.")
final class VerifyCommand implements Subcommand {
  @Mixin private final ModelOptions model = new ModelOptions();

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "X.npy",
      description = "Arrays of examples, one for each network input, in order.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--expected",
      required = true,
      arity = "1..*",
      paramLabel = "Y.npy",
      description = "What the network should give, one for each network output, in order.")
  private List<Path> expected = List.of();

  @Override
  public ExitCode run(Console console) {
    LoadedModel loaded = model.load();
    Examples examples = ArrayFiles.of(inputs, loaded.inputs()).readAll();
    List<INDArray> wanted = expected.stream().map(NpyFile::read).toList();
    List<INDArray> outputs = NetworkOutputs.of(loaded.network(), examples.arrays());
    if (wanted.size() != outputs.size()) {
      throw RefusedException.badInput(
          "--expected was given %d files, but the network has %d outputs; give one for each, in order"
              .formatted(wanted.size(), outputs.size()));
    }
    double worst = 0;
    for (int index = 0; index < outputs.size(); index++) {
      worst = Math.max(worst, compare(index, outputs.get(index), wanted.get(index), console));
    }
    if (!(worst <= 1)) {
      throw new RefusedException(
          ExitCode.BEYOND_TOLERANCE,
          "%s does not compute what %s holds: the largest difference is %.3g times the tolerance"
              .formatted(model.path(), expected, worst));
    }
    return ExitCode.DONE;
  }

  /** Returns the largest difference as a multiple of the tolerance tol · max(1, |expected|). */
  private double compare(int index, INDArray output, INDArray wanted, Console console) {
    if (!Arrays.equals(output.shape(), wanted.shape())) {
      throw RefusedException.badInput(
          "%s has shape %s, the network's output %s"
              .formatted(
                  expected.get(index),
                  Arrays.toString(wanted.shape()),
                  Arrays.toString(output.shape())));
    }
    double tolerance = output.dataType() == DataType.DOUBLE ? 1e-10 : 1e-5;
    double[] ours = output.dup('c').data().asDouble();
    double[] theirs = wanted.dup('c').data().asDouble();
    double largest = 0;
    double worst = 0;
    for (int element = 0; element < ours.length; element++) {
      double difference = Math.abs(ours[element] - theirs[element]);
      double multiple = difference / (tolerance * Math.max(1, Math.abs(theirs[element])));
      largest = Math.max(largest, difference);
      worst = Math.max(worst, Double.isNaN(multiple) ? Double.POSITIVE_INFINITY : multiple);
    }
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: largest difference %.3g, tolerance %.0e%n",
            expected.get(index),
            largest,
            tolerance);
    return worst;
  }
}
