package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractThrowableAssert;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they should be. */
class UnreadableFileTest {
  @TempDir private Path folder;

  private Path write(String name, byte... bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static AbstractThrowableAssert<?, ?> assertUnreadable(Path model) {
    return assertThatThrownBy(() -> KerasModels.load(model))
        .isInstanceOf(UnreadableKerasFileException.class)
        .hasMessageStartingWith(model.toString());
  }

  private static AbstractThrowableAssert<?, ?> assertUnreadable(Path json, Path weights) {
    return assertThatThrownBy(() -> KerasModels.load(json, weights))
        .isInstanceOf(UnreadableKerasFileException.class);
  }

  @Test
  void load_saysThatTheFileIsMissing() {
    assertUnreadable(folder.resolve("none.h5")).hasMessageContaining("does not exist");
  }

  @Test
  void load_saysThatTheFileIsEmpty() throws IOException {
    assertUnreadable(write("empty.h5")).hasMessageContaining("is empty");
  }

  @Test
  void load_saysThatTheFileIsNoModel() throws IOException {
    assertUnreadable(write("text.h5", "a text".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("neither as HDF5, nor as a zip archive, nor as JSON");
  }

  @Test
  void load_saysThatAFolderIsNoFile() {
    assertUnreadable(folder).hasMessageContainingAll("is a folder", "SavedModel");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.1, 0.3, 0.5, 0.8, 0.95, 0.99})
  void load_saysThatTheFileIsTruncated(double part) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.model("conv1d_same"));

    assertUnreadable(write("part.h5", Arrays.copyOf(whole, (int) (part * whole.length))))
        .hasMessageContaining("truncated or corrupt HDF5 file");
  }

  @Test
  void load_saysThatTheArchiveIsCorrupt() throws IOException {
    assertUnreadable(write("cut.keras", new byte[] {'P', 'K', 3, 4, 0, 0, 1, 2, 3}))
        .hasMessageContaining("truncated or corrupt zip archive");
  }

  @Test
  void load_saysThatTheArchiveIsDeeplearning4js() throws IOException {
    Path saved = folder.resolve("network.zip");
    ModelSerializer.writeModel(
        KerasModels.load(Fixtures.model("dense_linear")), saved.toFile(), false);

    assertUnreadable(saved).hasMessageContainingAll("Deeplearning4j model", "ModelSerializer");
  }

  @Test
  void load_asksForTheConfiguration_whenOnlyWeightsAreGiven() {
    assertUnreadable(Fixtures.file("conv1d_same", "weights.h5"))
        .hasMessageContaining("holds no configuration");
  }

  @Test
  void load_asksForTheWeights_whenOnlyTheConfigurationIsGiven() {
    assertUnreadable(Fixtures.file("conv1d_same", "model.json"))
        .hasMessageContaining("configuration without weights");
  }

  @Test
  void load_saysWhichFileIsWhich_whenTheyAreSwapped() {
    assertUnreadable(
            Fixtures.file("conv1d_same", "weights.h5"), Fixtures.file("conv1d_same", "model.json"))
        .hasMessageContainingAll("weights.h5: is HDF5, not JSON", "the first of the two files");
  }

  @Test
  void load_saysThatWeightsAreOfAnotherModel() {
    assertUnreadable(
            Fixtures.file("conv1d_same", "model.json"),
            Fixtures.file("prelu_conv1d_shared", "weights.h5"))
        .hasMessageContainingAll("weights are of layers [p_re_lu]", "different models");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"class_name\": \"Sequential\", ",
        "{\"class_name\": \"Sequential\", \"class_name\": \"Model\"}",
        "{} {}",
        "{\"a\": NaN}"
      })
  void load_saysThatTheConfigurationIsNotJson(String text) throws IOException {
    assertUnreadable(
            write("model.json", text.getBytes(StandardCharsets.UTF_8)),
            Fixtures.file("conv1d_same", "weights.h5"))
        .hasMessageContainingAll("model.json", "not valid JSON");
  }

  @Test
  void load_refusesNestingWithoutEnd() throws IOException {
    String nested = "{\"config\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertUnreadable(
            write("model.json", nested.getBytes(StandardCharsets.UTF_8)),
            Fixtures.file("conv1d_same", "weights.h5"))
        .hasMessageContaining("nesting depth");
  }

  @Test
  void load_saysThatTheFileHoldsNoWeights() {
    assertUnreadable(Fixtures.file("conv1d_same", "model.json"), Path.of("../pom.xml"))
        .hasMessageContaining("pom.xml");
  }
}
