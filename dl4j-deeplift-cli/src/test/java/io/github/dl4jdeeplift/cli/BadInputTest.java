package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_SEQUENCES;
import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Files that cannot be read, arrays that do not fit, places that cannot be written. */
class BadInputTest {
  @TempDir private Path folder;

  private Path output;

  @BeforeEach
  void chooseOutput() {
    output = folder.resolve("out.npz");
  }

  @AfterEach
  void nothingWasWritten() throws IOException {
    assertThat(output).doesNotExist();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  private CommandRun withModel(Path model, Object... more) {
    Object[] all = {"explain", "--model", model, "--fasta", SAMPLE_SEQUENCES, "--output", output};
    return CommandRun.of(
        java.util.stream.Stream.of(all, more).flatMap(java.util.Arrays::stream).toArray());
  }

  private CommandRun withInput(Path input) {
    return CommandRun.of(
        "explain", "--model", SAMPLE_NETWORK, "--input", input, "--output", output);
  }

  private CommandRun withSequences(Path sequences) {
    return CommandRun.of(
        "explain", "--model", SAMPLE_NETWORK, "--fasta", sequences, "--output", output);
  }

  @Test
  void missingFiles_areRefused() {
    withModel(folder.resolve("none.h5")).requireRefusal(2, "none.h5", "does not exist");
    withInput(folder.resolve("none.npy")).requireRefusal(2, "none.npy", "no such file");
    withSequences(folder.resolve("none.fa")).requireRefusal(2, "none.fa");
  }

  @Test
  void folders_areRefused() {
    withModel(folder).requireRefusal(2, folder.toString(), "folder");
    withInput(folder).requireRefusal(2, folder.toString(), "not a regular file");
    withSequences(folder).requireRefusal(2, folder.toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.2, 0.6, 0.999})
  void truncatedModel_isRefused(double part) {
    withModel(TestFiles.truncated(folder, SAMPLE_NETWORK, part))
        .requireRefusal(2, "truncated-gata-cagatg.h5");
  }

  @Test
  void fileThatIsNoModel_isRefused() {
    withModel(SAMPLE_SEQUENCES).requireRefusal(2, "held-out.fa", "is not a Keras model");
    withModel(TestFiles.text(folder, "broken.json", "{\"class_name\": "))
        .requireRefusal(2, "broken.json");
  }

  @Test
  void configurationWithoutWeights_isRefused() {
    withModel(keras("two_inputs", "model.json"))
        .requireRefusal(2, "model.json", "without weights", "--weights");
  }

  @Test
  void weightsWithoutConfiguration_areRefused() {
    withModel(SAMPLE_NETWORK, "--weights", keras("two_inputs", "weights.h5"))
        .requireRefusal(2, "gata-cagatg.h5", "is not Keras JSON", "leave --weights out");
    withModel(keras("two_inputs", "weights.h5")).requireRefusal(2, "weights.h5", "configuration");
  }

  @Test
  void weightsOfAnotherModel_areRefused() {
    withModel(keras("two_inputs", "model.json"), "--weights", keras("conv1d_same", "weights.h5"))
        .requireRefusal(2, "model.json");
  }

  @Test
  void layerThatIsNotSupported_isRefused() {
    withModel(keras("lstm_return_state", "model.h5")).requireRefusal(3, "model.h5", "return_state");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.5, 0.999})
  void truncatedArray_isRefused(double part) {
    Path array = TestFiles.array(folder, "x", Nd4j.zeros(3, 200, 4));
    withInput(TestFiles.truncated(folder, array, part)).requireRefusal(2, "truncated-x.npy");
  }

  @Test
  void fileThatIsNoArray_isRefused() {
    withInput(SAMPLE_SEQUENCES).requireRefusal(2, "held-out.fa", "not an npy file");
  }

  @ParameterizedTest
  @CsvSource({"'[n, 200, 4]', 3, 200, 3", "'[n, 200, 4]', 3, 199, 4", "'[n, 200, 4]', 3, 4, 200"})
  void otherShapes_areRefused(String wanted, int examples, int length, int channels) {
    withInput(TestFiles.array(folder, "x", Nd4j.zeros(examples, length, channels)))
        .requireRefusal(2, "x.npy", "[3, " + length + ", " + channels + "]", "takes " + wanted);
  }

  @Test
  void otherRanks_areRefused() {
    withInput(TestFiles.array(folder, "x", Nd4j.zeros(200, 4)))
        .requireRefusal(2, "x.npy has shape [200, 4]", "takes [n, 200, 4]");
    withInput(TestFiles.array(folder, "x", Nd4j.zeros(1, 1, 200, 4)))
        .requireRefusal(2, "x.npy has shape [1, 1, 200, 4]");
    withInput(TestFiles.array(folder, "x", Nd4j.scalar(1.0f))).requireRefusal(2, "x.npy");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void valuesThatAreNoNumbers_areRefusedWithTheirPlace(double value) {
    INDArray array = Nd4j.zeros(3, 200, 4);
    array.putScalar(new long[] {2, 17, 1}, value);
    withInput(TestFiles.array(folder, "x", array)).requireRefusal(2, "x.npy", "[2, 17, 1]");
  }

  @Test
  void otherNumberOfInputs_isRefused() {
    CommandRun.of(
            "explain",
            "--model",
            keras("two_inputs", "model.h5"),
            "--input",
            keras("two_inputs", "input_0.npy"),
            "--output",
            output)
        .requireRefusal(2, "1 files", "2 inputs");
    withModel(keras("two_inputs", "model.h5")).requireRefusal(2, "--fasta", "2");
  }

  @Test
  void sequencesForAnotherKindOfInput_areRefused() {
    withModel(keras("dense_relu", "model.h5")).requireRefusal(2, "--fasta", "4 channels");
  }

  @Test
  void truncatedSequences_areRefused() throws IOException {
    Path zipped = folder.resolve("held-out.fa.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      Files.copy(SAMPLE_SEQUENCES, out);
    }
    withSequences(TestFiles.truncated(folder, zipped, 0.5))
        .requireRefusal(2, "truncated-held-out.fa.gz");
    withSequences(TestFiles.truncated(folder, SAMPLE_SEQUENCES, 0.5))
        .requireRefusal(2, "truncated-held-out.fa", "bases");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ACGT                 | starts with 'A'
          >one                 | one
          >one~ACGTXACGT       | 'X' at position 5
          >one~ACGT            | 4 bases, the network takes 200
          """)
  void sequencesThatAreNone_areRefused(String text, String message) {
    withSequences(TestFiles.text(folder, "bad.fa", text.replace('~', '\n') + "\n"))
        .requireRefusal(2, "bad.fa", message);
  }

  @Test
  void placesThatCannotBeWritten_areRefused() {
    for (Path place :
        new Path[] {folder, folder.resolve("none/out.npz"), Path.of("/proc/none/out.npz")}) {
      CommandRun.of(
              "explain", "--model", SAMPLE_NETWORK, "--fasta", SAMPLE_SEQUENCES, "--output", place)
          .requireRefusal(2, place.toString());
    }
  }

  @Test
  void reportThatCannotBeWritten_isRefused() {
    Path file = TestFiles.text(folder, "report", "a file");
    withModel(SAMPLE_NETWORK, "--report", file).requireRefusal(2, "--report", "is a file");
    withModel(SAMPLE_NETWORK, "--report", folder.resolve("none/report"))
        .requireRefusal(2, "--report", "does not exist");
  }

  @Test
  void outputThatIsAlsoRead_isRefused() throws IOException {
    Path input = TestFiles.array(folder, "x", Nd4j.zeros(1, 200, 4));
    byte[] before = Files.readAllBytes(input);

    CommandRun.of("explain", "--model", SAMPLE_NETWORK, "--input", input, "--output", input)
        .requireRefusal(2, "--output", "is also read");
    assertThat(Files.readAllBytes(input)).isEqualTo(before);
  }
}
