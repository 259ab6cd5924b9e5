package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.genomics.OneHotSequences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Examples are read, explained and written in batches; nobody can tell from the results. A memory
 * limit of 1 MB makes batches of 8 sequences.
 */
class BatchesTest {
  private static final int SEQUENCES = 20;
  private static final String[] SCORES = {
    "contributions", "multipliers", "output", "reference_output", "convergence_delta"
  };

  @TempDir private Path folder;

  private Map<String, INDArray> explain(Object... arguments) {
    Path output = folder.resolve("out.npz");
    Stream<Object> first = Stream.of("explain", "--model", SAMPLE_NETWORK, "--output", output);
    CommandRun.of(Stream.concat(first, Stream.of(arguments)).toArray()).requireDone();
    return NpzContent.of(output);
  }

  private static void requireEqual(Map<String, INDArray> found, Map<String, INDArray> expected) {
    assertThat(found.keySet()).containsAll(expected.keySet());
    for (String name : expected.keySet()) {
      assertThat(found.get(name).equalsWithEps(expected.get(name), 1e-5)).as(name).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dinucleotide-shuffle:3", "shuffle:2", "mean", "uniform"})
  void batches_giveWhatOneBatchGives(String reference) {
    Path sequences = TestFiles.sequences(folder, SEQUENCES);
    Map<String, INDArray> whole =
        explain("--fasta", sequences, "--reference", reference, "--hypothetical");
    Map<String, INDArray> parts =
        explain("--fasta", sequences, "--reference", reference, "--hypothetical", "--memory", 1);

    requireEqual(parts, whole);
    assertThat(parts.get("one_hot")).isEqualTo(whole.get("one_hot"));
  }

  /** The shuffles of an example depend on the seed and its place alone. */
  @Test
  void firstExamples_areThoseOfMore() {
    Map<String, INDArray> few = explain("--fasta", TestFiles.sequences(folder, 3), "--seed", 5);
    Map<String, INDArray> many =
        explain("--fasta", TestFiles.sequences(folder, SEQUENCES), "--seed", 5, "--memory", 1);

    for (String name : SCORES) {
      INDArray head = many.get(name).get(NDArrayIndex.interval(0, 3));
      assertThat(head.equalsWithEps(few.get(name), 1e-5)).as(name).isTrue();
    }
  }

  @Test
  void rowsOfReferences_followTheirExamples() {
    INDArray oneHot =
        OneHotSequences.read(TestFiles.sequences(folder, SEQUENCES), RNNFormat.NWC).array();
    Path input = TestFiles.array(folder, "x", oneHot);
    Map<String, INDArray> itself = explain("--input", input, "--reference", input, "--memory", 1);

    assertThat(itself.get("contributions").norm1Number().doubleValue()).isZero();
    assertThat(itself.get("reference_output")).isEqualTo(itself.get("output"));
    assertThat(itself.get("output").norm1Number().doubleValue()).isPositive();
  }

  @Test
  void targets_haveTheirOwnPlaceInEachBatch() {
    Object[] model = {
      "explain",
      "--model",
      keras("conv1d_sequence_output", "model.h5"),
      "--input",
      keras("conv1d_sequence_output", "input.npy"),
      "--output",
      folder.resolve("out.npz"),
      "--memory",
      1
    };
    CommandRun.of(Stream.concat(Stream.of(model), Stream.of("--target", "all")).toArray())
        .requireDone();
    Map<String, INDArray> all = NpzContent.of(folder.resolve("out.npz"));
    long channels = 1 + lastChannel(all);
    CommandRun.of(Stream.concat(Stream.of(model), Stream.of("--target", "1,0")).toArray())
        .requireDone();

    Map<String, INDArray> one = NpzContent.of(folder.resolve("out.npz"));
    for (String name : SCORES) {
      INDArray own = all.get(name).get(NDArrayIndex.point(channels));
      assertThat(own.equalsWithEps(one.get(name), 1e-5)).as(name).isTrue();
    }
  }

  /** Outputs are [n, positions, channels]; target 1,0 comes after the channels of position 0. */
  private static long lastChannel(Map<String, INDArray> all) {
    INDArray output =
        io.github.dl4jdeeplift.genomics.file.NpyFile.read(
            keras("conv1d_sequence_output", "output.npy"));
    assertThat(all.get("output").size(0)).isEqualTo(output.size(1) * output.size(2));
    return output.size(2) - 1;
  }

  @Test
  void report_isThatOfOneBatch() throws IOException {
    Path sequences = TestFiles.sequences(folder, SEQUENCES);
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    explain("--fasta", sequences, "--reference", "uniform", "--report", whole);
    explain("--fasta", sequences, "--reference", "uniform", "--report", parts, "--memory", 1);

    for (String picture : new String[] {"0000.svg", "0009.svg", "0019.svg"}) {
      assertThat(Files.readAllLines(parts.resolve(picture)))
          .hasSameSizeAs(Files.readAllLines(whole.resolve(picture)));
    }
    assertThat(parts.resolve("0020.svg")).doesNotExist();
    assertThat(Files.readString(parts.resolve("index.html"))).contains("positive_010");
  }

  @Test
  void badExampleAtTheEnd_isRefusedBeforeTheWork() throws IOException {
    Path sequences = TestFiles.sequences(folder, SEQUENCES);
    Files.writeString(sequences, Files.readString(sequences) + ">short\nACGT\n");
    Path output = folder.resolve("out.npz");

    CommandRun.of(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            sequences,
            "--output",
            output,
            "--memory",
            1)
        .requireRefusal(2, "record 21 ('short') has 4 bases");
    INDArray array = Nd4j.zeros(SEQUENCES, 200, 4);
    array.putScalar(new long[] {SEQUENCES - 1, 3, 2}, Double.NaN);
    CommandRun.of(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--input",
            TestFiles.array(folder, "x", array),
            "--output",
            output,
            "--memory",
            1)
        .requireRefusal(2, "x.npy", "[19, 3, 2]");
    array.putScalar(new long[] {SEQUENCES - 1, 3, 2}, 0.5);
    CommandRun.of(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--input",
            TestFiles.array(folder, "x", array),
            "--reference",
            "uniform",
            "--output",
            output,
            "--memory",
            1)
        .requireRefusal(2, "x.npy", "example 19 (counted from 0)", "position 3");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("sequences-20.fa", "x.npy");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipe_isReadOnce() throws IOException, InterruptedException {
    Path sequences = TestFiles.sequences(folder, SEQUENCES);
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("sh", "-c", "cat '" + sequences + "' > '" + pipe + "'").start();
    Map<String, INDArray> piped = explain("--fasta", pipe, "--reference", "uniform", "--memory", 1);
    assertThat(writer.waitFor()).isZero();

    requireEqual(piped, explain("--fasta", sequences, "--reference", "uniform"));
  }
}
