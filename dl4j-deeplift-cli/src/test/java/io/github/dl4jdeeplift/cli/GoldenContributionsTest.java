package io.github.dl4jdeeplift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.genomics.OneHotSequences;
import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Contributions of real networks against those of Captum on the same weights, through the command
 * line. How the golden files were made is in their README.
 */
class GoldenContributionsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path SAMPLE = Path.of("../samples/data");

  /** Largest difference in an example, relative to its largest contribution. */
  private static final double TOLERANCE = 1e-4;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void sampleNetwork_agreesWithCaptum(String reference) {
    INDArray sequences = OneHotSequences.read(SAMPLE.resolve("held-out.fa"), RNNFormat.NWC).array();
    Case golden = new Case("gata-cagatg", reference, List.of(sequences));
    golden.check("--model", SAMPLE.resolve("gata-cagatg.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void deepliftGenomics_agreesWithCaptum(String reference) {
    Path model = SharedModels.folder("deeplift-genomics");
    INDArray sequences = NpyFile.read(model.resolve("test800.x.npy"));
    Case golden = new Case("deeplift-genomics", reference, List.of(sequences));
    golden.check("--model", model.resolve("model.json"), "--weights", model.resolve("weights.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void tal1_agreesWithCaptum(String reference) {
    Path model = SharedModels.folder("tal1");
    INDArray sequences = SharedModels.dataSet(model.resolve("keras-gradients.h5"), "inputs");
    Case golden = new Case("tal1", reference, List.of(sequences));
    golden.check("--model", model.resolve("model.json"), "--weights", model.resolve("weights.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = "zeros")
  void mnist_agreesWithCaptum(String reference) {
    Path model = SharedModels.folder("mnist");
    INDArray digits = NpyFile.read(model.resolve("digits200.x.npy"));
    Case golden = new Case("mnist", reference, List.of(digits));
    golden.check("--model", model.resolve("model.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void xpressoHuman_agreesWithCaptum(String reference) {
    Path model = SharedModels.folder("xpresso-human");
    INDArray promoters = NpyFile.read(model.resolve("xpresso.seq.npy"));
    INDArray halfLives = NpyFile.read(model.resolve("xpresso.halflife.npy"));
    Case golden = new Case("xpresso-human", reference, List.of(promoters, halfLives));
    golden.check("--model", model.resolve("model.h5"));
  }

  /** One golden file, and the network inputs that its examples are rows of. */
  private final class Case {
    private final String reference;
    private final Map<String, INDArray> golden;
    private final List<INDArray> inputs;

    Case(String network, String reference, List<INDArray> allExamples) {
      this.reference = reference;
      this.golden = NpzContent.of(GOLDEN.resolve(network).resolve(reference + ".rescale.npz"));
      int[] examples = array("examples").toIntVector();
      this.inputs =
          allExamples.stream()
              .map(input -> input.get(NDArrayIndex.indices(longs(examples))).dup('c'))
              .toList();
    }

    private INDArray array(String name) {
      return Objects.requireNonNull(golden.get(name), name);
    }

    void check(Object... model) {
      List<Object> arguments = new ArrayList<>(List.of("explain"));
      arguments.addAll(Arrays.asList(model));
      for (int index = 0; index < inputs.size(); index++) {
        Path file = folder.resolve("input" + index + ".npy");
        NpyFile.write(file, inputs.get(index));
        arguments.addAll(List.of("--input", file));
        arguments.addAll(List.of("--reference", index == 0 ? reference() : "zeros"));
      }
      int[] targets = array("targets").toIntVector();
      for (int target = 0; target < targets.length; target++) {
        List<Object> own = new ArrayList<>(arguments);
        Path output = folder.resolve("out" + target + ".npz");
        own.addAll(List.of("--target", targets[target], "--output", output));
        CommandRun.of(own.toArray()).requireDone();
        compare(NpzContent.of(output), target);
      }
    }

    /** The reference as the command line takes it; golden shuffles are in the golden file. */
    private Object reference() {
      if (!reference.equals("dinucleotide-shuffle")) {
        return reference;
      }
      INDArray bases = array("reference_bases");
      INDArray oneHot = Nd4j.zeros(DataType.FLOAT, inputs.get(0).shape());
      for (long example = 0; example < bases.size(0); example++) {
        for (long position = 0; position < bases.size(1); position++) {
          oneHot.putScalar(example, position, bases.getInt((int) example, (int) position), 1);
        }
      }
      Path file = folder.resolve("reference.npy");
      NpyFile.write(file, oneHot);
      return file;
    }

    private void compare(Map<String, INDArray> output, int target) {
      INDArray ours = flat(output, "contributions", -1);
      INDArray theirs = flat(golden, "contributions", target);
      for (long example = 0; example < theirs.size(0); example++) {
        INDArray expected = theirs.getRow(example);
        double largest = expected.amaxNumber().doubleValue();
        double miss = ours.getRow(example).sub(expected).amaxNumber().doubleValue();
        assertThat(miss / largest)
            .as("target %d, example %d", target, example)
            .isLessThan(TOLERANCE);
      }
      compareOutputs(output, "output", target);
      compareOutputs(output, "reference_output", target);
    }

    private void compareOutputs(Map<String, INDArray> output, String name, int target) {
      double[] ours = output.get(name).toDoubleVector();
      double[] theirs = array(name).getRow(target).toDoubleVector();
      for (int example = 0; example < theirs.length; example++) {
        assertThat(ours[example])
            .as("%s of target %d, example %d", name, target, example)
            .isCloseTo(
                theirs[example],
                org.assertj.core.api.Assertions.within(
                    1e-5 * Math.max(1, Math.abs(theirs[example]))));
      }
    }

    /** Contributions of all inputs side by side, {@code [examples, elements]}. */
    private INDArray flat(Map<String, INDArray> arrays, String name, int target) {
      List<INDArray> parts = new ArrayList<>();
      for (int index = 0; index < inputs.size(); index++) {
        INDArray part = arrays.get(inputs.size() == 1 ? name : name + "_" + index);
        INDArray own = target < 0 ? part : part.get(NDArrayIndex.point(target));
        parts.add(own.castTo(DataType.DOUBLE).dup('c').reshape('c', own.size(0), -1));
      }
      return Nd4j.concat(1, parts.toArray(new INDArray[0]));
    }
  }

  private static long[] longs(int... values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
