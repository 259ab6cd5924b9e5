package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code --attribute-to}, {@code --hypothetical} and {@code --modisco}. */
class ScoreOptionTest {
  @TempDir private Path folder;

  private Path output() {
    return folder.resolve("out.npz");
  }

  private CommandRun run(Object... arguments) {
    Stream<Object> first = Stream.of("explain", "--output", output());
    return CommandRun.of(Stream.concat(first, Stream.of(arguments)).toArray());
  }

  private CommandRun runSample(int sequences, Object... arguments) {
    Stream<Object> first =
        Stream.of("--model", SAMPLE_NETWORK, "--fasta", TestFiles.sequences(folder, sequences));
    return run(Stream.concat(first, Stream.of(arguments)).toArray());
  }

  private Map<String, INDArray> arrays() {
    return NpzContent.of(output());
  }

  /** Of the output 0.1 + 0.2 y the layer y, 0 at (-1, -1) and 2 at zeros, has 0.2 * -2. */
  @Test
  void layer_hasItsOwnContributions() {
    Path model = TestFiles.zip(folder, TestNetworks.figure1(DataType.DOUBLE));
    INDArray input = Nd4j.createFromArray(new double[][] {{-1, -1}, {1, 2}});
    Path file = TestFiles.array(folder, "x", input);
    run("--model", model, "--input", file, "--attribute-to", "layer0").requireDone();

    Map<String, INDArray> arrays = arrays();
    assertThat(arrays.keySet())
        .containsExactly(
            "contributions", "multipliers", "output", "reference_output", "convergence_delta");
    assertThat(arrays.get("contributions").shape()).containsExactly(2, 1);
    assertThat(arrays.get("contributions").getDouble(0, 0)).isCloseTo(-0.4, within(1e-12));
    // At (1, 2) y is 7.
    assertThat(arrays.get("contributions").getDouble(1, 0)).isCloseTo(1.0, within(1e-12));
    assertThat(arrays.get("multipliers").getDouble(1, 0)).isCloseTo(0.2, within(1e-12));
    assertThat(arrays.get("convergence_delta").amaxNumber().doubleValue()).isLessThan(1e-12);
  }

  /** Of the smaller of 3 and 1, 3 - relu(3 - 1), the layer "first" has 3, the whole is 1. */
  @Test
  void layerThatSomePathsPassBy_hasADeltaThatIsReported() {
    Path model = TestFiles.zip(folder, TestNetworks.minimum());
    Path file = TestFiles.array(folder, "x", Nd4j.createFromArray(new float[][] {{3, 1}}));
    CommandRun run = run("--model", model, "--input", file, "--attribute-to", "first");

    assertThat(run.requireDone().out()).contains("delta| 2.0 (of layer first, ");
    assertThat(arrays().get("contributions").getDouble(0, 0)).isCloseTo(3, within(1e-6));
    assertThat(arrays().get("convergence_delta").getDouble(0)).isCloseTo(2, within(1e-6));
  }

  @Test
  void layerOfKeras_isInKerasLayoutAndSumsWhereAllPathsLeadThroughIt() {
    runSample(3, "--reference", "uniform", "--attribute-to", "conv_prelu").requireDone();

    Map<String, INDArray> arrays = arrays();
    assertThat(arrays.get("contributions").shape()).containsExactly(3, 200, 20);
    assertThat(arrays.get("multipliers").shape()).containsExactly(3, 200, 20);
    assertThat(arrays.get("one_hot").shape()).containsExactly(3, 200, 4);
    double[] sums = arrays.get("contributions").castTo(DataType.DOUBLE).sum(1, 2).toDoubleVector();
    for (int example = 0; example < 3; example++) {
      double difference =
          arrays.get("output").getDouble(example)
              - arrays.get("reference_output").getDouble(example);
      assertThat(sums[example]).isCloseTo(difference, within(1e-4));
    }
  }

  @Test
  void layerOfAllTargets_hasALeadingAxis() {
    run(
            "--model",
            keras("two_outputs", "model.h5"),
            "--input",
            keras("two_outputs", "input.npy"),
            "--target",
            "profile:3,0",
            "--attribute-to",
            "profile")
        .requireDone();
    assertThat(arrays().get("contributions").rank()).isEqualTo(3);
  }

  @Test
  void unknownLayer_isRefusedWithTheNearNames() {
    runSample(1, "--attribute-to", "conv_relu")
        .requireRefusal(2, "--attribute-to", "'conv_relu'", "no layer has this name", "conv_prelu");
    assertThat(output()).doesNotExist();
  }

  /**
   * H at the base that is there is m_b - Σ m_c r_c = Σ m_c (x_c - r_c), the sum of the position's
   * contributions, for each reference and so for their mean.
   */
  @ParameterizedTest
  @ValueSource(strings = {"zeros", "uniform", "0.3,0.2,0.2,0.3", "dinucleotide-shuffle:4"})
  void hypothetical_atTheBaseThatIsThereIsThePositionsContribution(String reference) {
    runSample(5, "--reference", reference, "--hypothetical").requireDone();

    Map<String, INDArray> arrays = arrays();
    INDArray atBase = arrays.get("hypothetical").mul(arrays.get("one_hot")).sum(2);
    INDArray contributions = arrays.get("contributions").sum(2);
    assertThat(arrays.get("hypothetical").shape()).containsExactly(5, 200, 4);
    assertThat(atBase.equalsWithEps(contributions, 1e-5)).isTrue();
    assertThat(atBase.amaxNumber().doubleValue()).isGreaterThan(1e-2);
  }

  @Test
  void hypotheticalOfZeros_areTheMultipliers() {
    runSample(2, "--reference", "zeros", "--hypothetical").requireDone();

    assertThat(arrays().get("hypothetical")).isEqualTo(arrays().get("multipliers"));
  }

  @Test
  void hypotheticalOfSeveralInputs_areNumberedWhereThereAreChannels() {
    CommandRun run =
        run(
            "--model",
            TestFiles.zip(folder, TestNetworks.sequenceAndFeatures()),
            "--input",
            TestFiles.array(folder, "dna", Nd4j.rand(3, 4, 7)),
            TestFiles.array(folder, "features", Nd4j.rand(3, 2)),
            "--hypothetical");

    assertThat(run.requireDone().out())
        .contains("note: input 'features' has no channel axis", "no hypothetical contributions");
    assertThat(arrays()).doesNotContainKey("hypothetical_1");
    assertThat(arrays().get("hypothetical_0").shape()).containsExactly(3, 4, 7);
    // Against zeros they are the multipliers.
    assertThat(arrays().get("hypothetical_0")).isEqualTo(arrays().get("multipliers_0"));
  }

  @Test
  void hypotheticalWithoutChannels_isRefused() {
    run(
            "--model",
            keras("dense_relu", "model.h5"),
            "--input",
            keras("dense_relu", "input.npy"),
            "--target",
            "all",
            "--hypothetical")
        .requireRefusal(2, "--hypothetical", "no network input has a channel axis");
  }

  @Test
  void modisco_hasSequencesAndHypotheticalContributionsChannelsFirst() {
    runSample(4, "--hypothetical", "--modisco", folder.resolve("motifs")).requireDone();

    INDArray oneHot = NpyFile.read(folder.resolve("motifs.one_hot.npy"));
    INDArray hypothetical = NpyFile.read(folder.resolve("motifs.hypothetical.npy"));
    assertThat(oneHot.shape()).containsExactly(4, 4, 200);
    assertThat(oneHot).isEqualTo(arrays().get("one_hot").permute(0, 2, 1).dup('c'));
    assertThat(hypothetical).isEqualTo(arrays().get("hypothetical").permute(0, 2, 1).dup('c'));
  }

  @Test
  void modiscoOfChannelsFirst_isNotTurned() {
    Path sequences = TestFiles.text(folder, "dna.fa", ">a\nACGTTGACCA\n>b\nTTGACCATGA\n");
    for (RNNFormat format : RNNFormat.values()) {
      run(
              "--model",
              TestFiles.zip(folder, TestNetworks.sequences(format)),
              "--fasta",
              sequences,
              "--reference",
              "uniform",
              "--modisco",
              folder.resolve(format.name()))
          .requireDone();
    }

    for (String part : new String[] {".one_hot.npy", ".hypothetical.npy"}) {
      INDArray first = NpyFile.read(folder.resolve("NCW" + part));
      assertThat(first.shape()).containsExactly(2, 4, 10);
      assertThat(first.equalsWithEps(NpyFile.read(folder.resolve("NWC" + part)), 1e-6)).isTrue();
    }
    assertThat(arrays()).doesNotContainKey("hypothetical");
  }

  @Test
  void modiscoOfOtherInputs_isRefusedAndNothingWritten() throws IOException {
    Path motifs = folder.resolve("motifs");
    run(
            "--model",
            keras("conv2d_same", "model.h5"),
            "--input",
            keras("conv2d_same", "input.npy"),
            "--target",
            "all",
            "--modisco",
            motifs)
        .requireRefusal(2, "--modisco");
    Path floats = TestFiles.array(folder, "floats", Nd4j.rand(2, 200, 4));
    run("--model", SAMPLE_NETWORK, "--input", floats, "--modisco", motifs)
        .requireRefusal(2, "--modisco", "one-hot", "floats.npy");
    runSample(1, "--target", "all", "--modisco", motifs)
        .requireRefusal(2, "--modisco", "--target INDEX");
    runSample(1, "--modisco", folder.resolve("none/motifs"))
        .requireRefusal(2, "none/motifs.one_hot.npy", "does not exist");

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("floats.npy", "sequences-1.fa");
    }
  }

  @Test
  void layerAndHypothetical_excludeOneAnother() {
    runSample(1, "--attribute-to", "conv", "--hypothetical")
        .requireRefusal(2, "--attribute-to and --hypothetical exclude one another");
    runSample(1, "--attribute-to", "conv", "--modisco", "x")
        .requireRefusal(2, "--attribute-to and --modisco exclude one another");
  }

  @Test
  void filesThatAreRead_areNotOverwritten() {
    Path oneHot = TestFiles.array(folder, "motifs.one_hot", Nd4j.zeros(1, 200, 4));
    run("--model", SAMPLE_NETWORK, "--input", oneHot, "--modisco", folder.resolve("motifs"))
        .requireRefusal(2, "--modisco", "is also read");
  }
}
