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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Contributions of real networks against those of Captum and of the DeepLIFT authors' program on
 * the same weights, through the command line. How the golden files were made is in their README.
 *
 * <p>The authors' program takes 1e-7 in the place of a zero part. Away from there it is right: of
 * these networks and examples all are compared, since the shift stays below 1e-6 of an example's
 * largest contribution (the networks that RevealCancel is asked of have no max pooling, at which
 * that program would lose parts). Its gradient rule for max pooling is compared where there is max
 * pooling.
 */
class GoldenContributionsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path SAMPLE = Path.of("../samples/data");

  /** Largest difference in an example, relative to its largest contribution. */
  private static final double TOLERANCE = 1e-4;

  /** Rescale with the authors' rule for max pooling; other files are named by {@code --rule}. */
  private static final String GRADIENT_AT_INPUT = "gradient-at-input";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void sampleNetwork_agreesWithCaptum(String reference) {
    INDArray sequences = OneHotSequences.read(SAMPLE.resolve("held-out.fa"), RNNFormat.NWC).array();
    Case golden = new Case("gata-cagatg", reference, "rescale", List.of(sequences));
    golden.check("--model", SAMPLE.resolve("gata-cagatg.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void sampleNetwork_poolsAsTheAuthorsProgramIfAsked(String reference) {
    INDArray sequences = OneHotSequences.read(SAMPLE.resolve("held-out.fa"), RNNFormat.NWC).array();
    Case golden = new Case("gata-cagatg", reference, GRADIENT_AT_INPUT, List.of(sequences));
    golden.check("--model", SAMPLE.resolve("gata-cagatg.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void deepliftGenomics_agreesWithCaptum(String reference) {
    Path model = SharedModels.folder("deeplift-genomics");
    INDArray sequences = NpyFile.read(model.resolve("test800.x.npy"));
    Case golden = new Case("deeplift-genomics", reference, "rescale", List.of(sequences));
    golden.check("--model", model.resolve("model.json"), "--weights", model.resolve("weights.h5"));
  }

  @ParameterizedTest
  @CsvSource({
    "zeros, reveal-cancel",
    "uniform, reveal-cancel",
    "dinucleotide-shuffle, reveal-cancel",
    "zeros, genomics-default",
    "uniform, genomics-default",
    "dinucleotide-shuffle, genomics-default"
  })
  void deepliftGenomics_agreesWithTheAuthorsProgram(String reference, String rule) {
    Path model = SharedModels.folder("deeplift-genomics");
    INDArray sequences = NpyFile.read(model.resolve("test800.x.npy"));
    Case golden = new Case("deeplift-genomics", reference, rule, List.of(sequences));
    golden.check("--model", model.resolve("model.json"), "--weights", model.resolve("weights.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void tal1_agreesWithCaptum(String reference) {
    Path model = SharedModels.folder("tal1");
    INDArray sequences = SharedModels.dataSet(model.resolve("keras-gradients.h5"), "inputs");
    Case golden = new Case("tal1", reference, "rescale", List.of(sequences));
    golden.check("--model", model.resolve("model.json"), "--weights", model.resolve("weights.h5"));
  }

  /**
   * Not with shuffles: where a filter's global maximum is 0, after ReLU, it is reached all over the
   * sequence, and the authors' program pays every position once more.
   */
  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform"})
  void tal1_poolsAsTheAuthorsProgramIfAsked(String reference) {
    Path model = SharedModels.folder("tal1");
    INDArray sequences = SharedModels.dataSet(model.resolve("keras-gradients.h5"), "inputs");
    Case golden = new Case("tal1", reference, GRADIENT_AT_INPUT, List.of(sequences));
    golden.check("--model", model.resolve("model.json"), "--weights", model.resolve("weights.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = "zeros")
  void mnist_agreesWithCaptum(String reference) {
    Path model = SharedModels.folder("mnist");
    INDArray digits = NpyFile.read(model.resolve("digits200.x.npy"));
    Case golden = new Case("mnist", reference, "rescale", List.of(digits));
    golden.check("--model", model.resolve("model.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reveal-cancel", "genomics-default"})
  void mnist_agreesWithTheAuthorsProgram(String rule) {
    Path model = SharedModels.folder("mnist");
    INDArray digits = NpyFile.read(model.resolve("digits200.x.npy"));
    Case golden = new Case("mnist", "zeros", rule, List.of(digits));
    golden.check("--model", model.resolve("model.h5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "dinucleotide-shuffle"})
  void xpressoHuman_agreesWithCaptum(String reference) {
    Path model = SharedModels.folder("xpresso-human");
    INDArray promoters = NpyFile.read(model.resolve("xpresso.seq.npy"));
    INDArray halfLives = NpyFile.read(model.resolve("xpresso.halflife.npy"));
    Case golden = new Case("xpresso-human", reference, "rescale", List.of(promoters, halfLives));
    golden.check("--model", model.resolve("model.h5"));
  }

  /** One golden file, and the network inputs that its examples are rows of. */
  private final class Case {
    private final String reference;
    private final String rule;
    private final Map<String, INDArray> golden;
    private final List<INDArray> inputs;

    Case(String network, String reference, String rule, List<INDArray> allExamples) {
      this.reference = reference;
      this.rule = rule;
      this.golden = NpzContent.of(GOLDEN.resolve(network).resolve(reference + "." + rule + ".npz"));
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
      boolean ofPooling = rule.equals(GRADIENT_AT_INPUT);
      arguments.addAll(List.of(ofPooling ? "--max-pooling" : "--rule", rule));
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
      compareDelta(output, theirs, target);
      compareOutputs(output, "output", target);
      compareOutputs(output, "reference_output", target);
    }

    /** What the expected contributions miss is reported, be it nothing or much. */
    private void compareDelta(Map<String, INDArray> output, INDArray theirs, int target) {
      double[] sums = theirs.sum(1).toDoubleVector();
      double[] sizes = theirs.norm1(1).toDoubleVector();
      for (int example = 0; example < sums.length; example++) {
        double difference =
            array("output").getDouble(target, example)
                - array("reference_output").getDouble(target, example);
        assertThat(output.get("convergence_delta").getDouble(example))
            .as("delta of target %d, example %d", target, example)
            .isCloseTo(
                sums[example] - difference,
                org.assertj.core.api.Assertions.within(1e-5 * Math.max(1, sizes[example])));
      }
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
