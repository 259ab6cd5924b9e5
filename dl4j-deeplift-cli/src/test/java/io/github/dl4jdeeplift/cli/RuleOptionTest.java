package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE;
import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code --rule}, {@code --rule-for}, {@code --max-pooling} and {@code --normalize-weights}. */
class RuleOptionTest {
  @TempDir private Path folder;

  private CommandRun run(Object... arguments) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("explain", "--output", folder.resolve("out.npz")), Stream.of(arguments))
            .toArray());
  }

  private CommandRun run(Model network, INDArray input, Object... arguments) {
    Object[] sound = {
      "--model", TestFiles.zip(folder, network), "--input", TestFiles.array(folder, "x", input)
    };
    return run(Stream.concat(Stream.of(sound), Stream.of(arguments)).toArray());
  }

  private Map<String, INDArray> arrays() {
    return NpzContent.of(folder.resolve("out.npz"));
  }

  /**
   * The smaller of 3 and 1, as 3 - h with h = relu(3 - 1), against 0 and 0. Rescale: h's multiplier
   * is 2 / 2, so that x1 has 3 - 3 and x2 has 1. RevealCancel: h's positive part of 3 is worth
   * (relu(3) - 0 + relu(2) - relu(-1)) / 2 = 2.5, its negative part of -1 is worth (relu(-1) - 0 +
   * relu(2) - relu(3)) / 2 = -0.5, so that x1 has 3 - 2.5 and x2 has 0.5. Gradient: h's is 1.
   */
  @ParameterizedTest
  @CsvSource({
    "--rule rescale, 0, 1",
    "--rule reveal-cancel, 0.5, 0.5",
    "--rule genomics-default, 0.5, 0.5",
    "--rule-for difference=reveal-cancel, 0.5, 0.5",
    "--rule-for difference=rescale difference=reveal-cancel, 0.5, 0.5",
    "--rule reveal-cancel --rule-for difference=rescale, 0, 1",
    "--rule gradient, 0, 1"
  })
  void rule_isThatOfTheLayer(String options, double first, double second) {
    INDArray input = Nd4j.createFromArray(new float[][] {{3, 1}});
    run(TestNetworks.minimum(), input, (Object[]) options.split(" ")).requireDone();

    assertThat(arrays().get("contributions").getDouble(0, 0)).isCloseTo(first, within(1e-6));
    assertThat(arrays().get("contributions").getDouble(0, 1)).isCloseTo(second, within(1e-6));
  }

  /** At (-1, -1) the ReLU is silent, so that the gradient is 0; the output falls by 0.4. */
  @Test
  void gradient_reportsItsMissAndSucceeds() {
    INDArray input = Nd4j.createFromArray(new float[][] {{-1, -1}});
    CommandRun run =
        run(TestNetworks.figure1(DataType.FLOAT), input, "--rule", "gradient").requireDone();

    assertThat(arrays().get("contributions").norm1Number().doubleValue()).isZero();
    assertThat(arrays().get("convergence_delta").getDouble(0)).isCloseTo(0.4, within(1e-6));
    assertThat(run.out()).contains("largest |convergence delta| 0.40 (", "do not promise");
  }

  /**
   * The maximum of (1, 3) against (4, 0), which is 1 less. Cross-max pays the reference's winner,
   * equation 11 the input's; the gradient gives the input's winner 3 - 0 and misses by 4.
   */
  @ParameterizedTest
  @CsvSource({
    "--max-pooling cross-max, -1, 0, 0",
    "--max-pooling paper, 0, -1, 0",
    "--max-pooling gradient-at-input, 0, 3, 4",
    "--rule gradient, 0, 3, 4",
    "--rule gradient --max-pooling cross-max, -1, 0, 0"
  })
  void maxPooling_paysByItsRule(String options, double first, double second, double delta) {
    INDArray input = Nd4j.createFromArray(1f, 3f).reshape(1, 1, 2);
    INDArray reference = Nd4j.createFromArray(4f, 0f).reshape(1, 1, 2);
    Object[] own =
        Stream.concat(
                Stream.of("--reference", TestFiles.array(folder, "r", reference)),
                Stream.of(options.split(" ")))
            .toArray();
    run(TestNetworks.maximum(), input, own).requireDone();

    assertThat(arrays().get("contributions").getDouble(0, 0, 0)).isCloseTo(first, within(1e-6));
    assertThat(arrays().get("contributions").getDouble(0, 0, 1)).isCloseTo(second, within(1e-6));
    assertThat(arrays().get("convergence_delta").getDouble(0)).isCloseTo(delta, within(1e-6));
  }

  /** Section 2.6: zeros with normalized weights are worth a uniform reference without. */
  @Test
  void normalizedWeights_makeZerosAUniformReference() {
    Path sequences = TestFiles.sequences(folder, 6);
    run("--model", SAMPLE_NETWORK, "--fasta", sequences, "--reference", "uniform").requireDone();
    INDArray uniform = arrays().get("contributions").sum(2);
    run(
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            sequences,
            "--reference",
            "zeros",
            "--normalize-weights")
        .requireDone();

    INDArray normalized = arrays().get("contributions").sum(2);
    assertThat(normalized.equalsWithEps(uniform, 1e-4)).isTrue();
    INDArray logits = NpyFile.read(SAMPLE.resolve("held-out.keras-logit.npy"));
    assertThat(arrays().get("output").getDouble(5)).isCloseTo(logits.getDouble(5), within(1e-4));
  }

  @Test
  void normalizedWeightsOfUnknownBases_areRefused() {
    String known = "ACGT".repeat(50);
    Path sequences =
        TestFiles.text(
            folder, "n.fa", ">known\n" + known + "\n>not\n" + known.replaceFirst("T", "N") + "\n");

    run("--model", SAMPLE_NETWORK, "--fasta", sequences, "--normalize-weights")
        .requireRefusal(2, "--normalize-weights", "n.fa", "sum to 1.0 and to 0.0");
    assertThat(folder.resolve("out.npz")).doesNotExist();
  }

  @Test
  void normalizedWeightsBehindALayerWithoutWeights_areRefused() {
    INDArray input = Nd4j.ones(1, 1, 2);
    run(TestNetworks.maximum(), input, "--normalize-weights")
        .requireRefusal(2, "'pool'", "leave --normalize-weights out");
  }

  @Test
  void ruleForAnUnknownLayer_isRefusedWithTheNearNames() {
    run(
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            TestFiles.sequences(folder, 1),
            "--rule-for",
            "dense_1_relu=reveal-cancel")
        .requireRefusal(
            2, "--rule-for", "'dense_1_relu'", "no layer has this name", "dense_1_prelu");
  }

  @Test
  void ruleForALayerWithoutNonlinearity_isRefused() {
    run(
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            TestFiles.sequences(folder, 1),
            "--rule-for",
            "max_pool=reveal-cancel")
        .requireRefusal(2, "--rule-for", "'max_pool'", "no nonlinearity");
  }

  @Test
  void rulesForSeveralLayers_areTaken() {
    Path sequences = TestFiles.sequences(folder, 2);
    Object[] sound = {"--model", SAMPLE_NETWORK, "--fasta", sequences, "--reference", "uniform"};
    run(Stream.concat(Stream.of(sound), Stream.of("--rule", "genomics-default")).toArray())
        .requireDone();
    INDArray byDefault = arrays().get("contributions");
    Object[] byName = {
      "--rule-for", "dense_1_prelu=reveal-cancel", "--rule-for", "dense_2_prelu=reveal-cancel"
    };
    run(Stream.concat(Stream.of(sound), Stream.of(byName)).toArray()).requireDone();

    assertThat(arrays().get("contributions")).isEqualTo(byDefault);
    run(sound).requireDone();
    assertThat(arrays().get("contributions")).isNotEqualTo(byDefault);
  }

  @Test
  void genomicsDefaultWithoutConvolutionOrDenseLayer_isRefused() {
    run(
            TestNetworks.figure1(DataType.FLOAT),
            Nd4j.zeros(1, 2),
            "--rule-for",
            "layer1=genomics-default")
        .requireRefusal(2, "--rule-for", "'layer1'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --rule linear                 | --rule linear: is none of rescale, reveal-cancel, genomics-default, gradient
          --rule RESCALE                | --rule RESCALE
          --rule-for dense_1            | --rule-for dense_1: give LAYER=RULE
          --rule-for =rescale           | --rule-for =rescale: give LAYER=RULE
          --rule-for dense_1=           | --rule-for dense_1=: is none of rescale
          --rule-for dense_1=relu       | --rule-for dense_1=relu: is none of rescale
          --max-pooling max             | --max-pooling max: is none of cross-max, paper, gradient-at-input
          """)
  void nonsense_isRefused(String options, String message) {
    Object[] sound = {"--model", SAMPLE_NETWORK, "--fasta", TestFiles.sequences(folder, 1)};
    run(Stream.concat(Stream.of(sound), Stream.of(options.split(" "))).toArray())
        .requireRefusal(2, message);
    assertThat(folder.resolve("out.npz")).doesNotExist();
  }
}
