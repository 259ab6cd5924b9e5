package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.OutputCheck;
import io.github.dl4jdeeplift.OutputCheck.Difference;
import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.ArrayFiles;
import io.github.dl4jdeeplift.cli.input.Examples;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.genomics.file.NpyFile;
import io.github.dl4jdeeplift.network.NetworkOutputs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
    for (int index = 0; index < outputs.size(); index++) {
      requireShape(expected.get(index), wanted.get(index), outputs.get(index));
    }
    OutputCheck check = OutputCheck.between(outputs, wanted);
    for (int index = 0; index < outputs.size(); index++) {
      print(expected.get(index), check.differences().get(index), console);
    }
    if (!check.agrees()) {
      double worst =
          check.differences().stream().mapToDouble(Difference::multiple).max().orElseThrow();
      throw new RefusedException(
          ExitCode.BEYOND_TOLERANCE,
          String.format(
              Locale.ROOT,
              "%s does not compute what %s holds: the largest difference is %.3g times the tolerance",
              model.path(),
              expected,
              worst));
    }
    return ExitCode.DONE;
  }

  private static void requireShape(Path file, INDArray wanted, INDArray output) {
    if (!Arrays.equals(output.shape(), wanted.shape())) {
      throw RefusedException.badInput(
          "%s has shape %s, the network's output %s"
              .formatted(file, Arrays.toString(wanted.shape()), Arrays.toString(output.shape())));
    }
  }

  private static void print(Path file, Difference difference, Console console) {
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: largest difference %.3g, tolerance %.0e%n",
            file,
            difference.largest(),
            difference.tolerance());
  }
}
