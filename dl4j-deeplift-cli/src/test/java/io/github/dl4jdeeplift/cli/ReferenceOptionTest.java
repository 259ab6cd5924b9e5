package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.genomics.OneHotSequences;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code --reference}, on the sample network. */
class ReferenceOptionTest {
  @TempDir private Path folder;

  private Path sequences;
  private INDArray oneHot;

  @BeforeEach
  void readSequences() {
    sequences = TestFiles.sequences(folder, 4);
    oneHot = OneHotSequences.read(sequences, RNNFormat.NWC).array();
  }

  private CommandRun run(Object... arguments) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "explain",
                    "--model",
                    SAMPLE_NETWORK,
                    "--fasta",
                    sequences,
                    "--output",
                    folder.resolve("out.npz")),
                Stream.of(arguments))
            .toArray());
  }

  private Map<String, INDArray> explain(Object... arguments) {
    run(arguments).requireDone();
    return NpzContent.of(folder.resolve("out.npz"));
  }

  /** What an array given as a file makes of the examples. */
  private void requireAsFile(INDArray reference, Object... arguments) {
    Map<String, INDArray> named = explain(arguments);
    Path file = TestFiles.array(folder, "reference", reference);
    Map<String, INDArray> asFile = explain("--reference", file);
    for (String name : new String[] {"contributions", "multipliers", "reference_output"}) {
      assertThat(named.get(name).equalsWithEps(asFile.get(name), 1e-6)).as(name).isTrue();
    }
  }

  @Test
  void uniform_isAQuarterEverywhere() {
    requireAsFile(Nd4j.valueArrayOf(new long[] {1, 200, 4}, 0.25), "--reference", "uniform");
  }

  @Test
  void frequencies_areThoseAtEveryPosition() {
    INDArray row = Nd4j.createFromArray(0.3f, 0.2f, 0.1f, 0.4f).reshape(1, 1, 4);
    requireAsFile(row.broadcast(1, 200, 4), "--reference", "0.3,0.2,0.1,0.4");
  }

  @Test
  void mean_isTheMeanOfTheExamplesByPosition() {
    requireAsFile(oneHot.castTo(DataType.DOUBLE).mean(true, 0), "--reference", "mean");
  }

  @Test
  void arrays_areNotSequencesAndDefaultToZeros() {
    Path array = TestFiles.array(folder, "input", oneHot);
    Path output = folder.resolve("array.npz");
    CommandRun.of("explain", "--model", SAMPLE_NETWORK, "--input", array, "--output", output)
        .requireDone();

    assertThat(NpzContent.of(output).get("contributions"))
        .isEqualTo(explain("--reference", "zeros").get("contributions"));
  }

  @Test
  void sequences_defaultToTwentyDinucleotideShufflesOfSeedZero() {
    INDArray byDefault = explain().get("contributions");

    assertThat(byDefault)
        .isEqualTo(
            explain("--reference", "dinucleotide-shuffle:20", "--seed", 0).get("contributions"));
    assertThat(byDefault).isNotEqualTo(explain("--seed", 1).get("contributions"));
    assertThat(byDefault).isNotEqualTo(explain("--reference", "shuffle:20").get("contributions"));
  }

  @Test
  void examplesThatAllShufflesEqual_areCounted() {
    String ordinary = oneLine(1);
    Path repeats =
        TestFiles.text(
            folder,
            "repeats.fa",
            ">a\n" + "ACTG".repeat(50) + "\n>b\n" + ordinary + "\n>c\n" + "A".repeat(200) + "\n");
    Path output = folder.resolve("repeats.npz");
    CommandRun run =
        CommandRun.of("explain", "--model", SAMPLE_NETWORK, "--fasta", repeats, "--output", output)
            .requireDone();

    assertThat(run.out()).contains("note: 2 of 3 examples have no other order", "dinucleotides");
    INDArray contributions = NpzContent.of(output).get("contributions");
    assertThat(contributions.slice(0).norm1Number().doubleValue()).isZero();
    assertThat(contributions.slice(1).norm1Number().doubleValue()).isPositive();
    assertThat(run("--reference", "dinucleotide-shuffle:2").requireDone().out())
        .doesNotContain("note:");
  }

  @Test
  void examplesOfOneLetter_haveOneShuffle() {
    Path letters = TestFiles.text(folder, "letters.fa", ">a\n" + "A".repeat(200) + "\n");
    CommandRun run =
        CommandRun.of(
                "explain",
                "--model",
                SAMPLE_NETWORK,
                "--fasta",
                letters,
                "--reference",
                "shuffle:3",
                "--output",
                folder.resolve("letters.npz"))
            .requireDone();

    assertThat(run.out()).contains("note: 1 of 1 examples have no other order");
  }

  private String oneLine(int record) {
    try {
      return java.nio.file.Files.readAllLines(sequences).get(2 * record - 1);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void rowsForEachExample_areTaken() {
    INDArray itself =
        explain("--reference", TestFiles.array(folder, "itself", oneHot)).get("output");
    INDArray contributions = NpzContent.of(folder.resolve("out.npz")).get("contributions");

    assertThat(contributions.norm1Number().doubleValue()).isZero();
    assertThat(NpzContent.of(folder.resolve("out.npz")).get("reference_output")).isEqualTo(itself);
  }

  @Test
  void otherShapes_areRefused() {
    Path tooMany = TestFiles.array(folder, "five", Nd4j.zeros(5, 200, 4));
    run("--reference", tooMany).requireRefusal(2, "[5, 200, 4]", "[4, 200, 4]");
    Path tooShort = TestFiles.array(folder, "short", Nd4j.zeros(1, 199, 4));
    run("--reference", tooShort).requireRefusal(2, "[1, 199, 4]", "[4, 200, 4]");
    Path flat = TestFiles.array(folder, "flat", Nd4j.zeros(1, 800));
    run("--reference", flat).requireRefusal(2, "[1, 800]", "[4, 200, 4]");
    assertThat(folder.resolve("out.npz")).doesNotExist();
  }

  @Test
  void notANumber_isRefused() {
    INDArray reference = Nd4j.zeros(1, 200, 4);
    reference.putScalar(new long[] {0, 7, 2}, Double.NaN);
    run("--reference", TestFiles.array(folder, "nan", reference))
        .requireRefusal(2, "nan.npy", "NaN", "[0, 7, 2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.25,0.25,0.25,0.26      | sum
          0.5,0.5                  | four numbers
          0.25,0.25,0.25,0.25,0    | four numbers
          -0.25,0.75,0.25,0.25     | from 0 to 1
          0.25,0.25,0.25,          | four numbers
          dinucleotide-shuffle:0   | at least 1
          dinucleotide-shuffle:-3  | at least 1
          dinucleotide-shuffle     | dinucleotide-shuffle:20
          shuffle:x                | at least 1
          shuffle:9999999999       | at least 1
          zero                     | there is no such file
          missing.npy              | there is no such file
          """)
  void nonsense_isRefused(String reference, String message) {
    run("--reference", reference).requireRefusal(2, reference, message);
    assertThat(folder.resolve("out.npz")).doesNotExist();
  }

  @Test
  void moreReferencesThanInputs_areRefused() {
    run("--reference", "zeros", "--reference", "uniform")
        .requireRefusal(2, "2 references for a network of 1 inputs");
  }

  @ParameterizedTest
  @CsvSource({"uniform", "'0.25,0.25,0.25,0.25'", "dinucleotide-shuffle:2", "shuffle:2"})
  void inputThatIsNotOneHot_isRefusedWhereItMustBe(String reference) {
    Path array = TestFiles.array(folder, "input", oneHot.add(0.5));
    CommandRun.of(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--input",
            array,
            "--reference",
            reference,
            "--output",
            folder.resolve("out.npz"))
        .requireRefusal(2, reference, "one-hot", "input.npy", "position 0");
  }
}
