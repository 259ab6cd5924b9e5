package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that were made to do harm. HDF5 files come from {@code scripts/make_hostile_files.py};
 * archives are made here of one that Keras 3 wrote.
 */
class HostileFileTest {
  private static final Path HOSTILE = Path.of("src/test/resources/hostile");
  private static final String CONFIGURATION = "config.json";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loop | again",
        "soft_link | kernel:0",
        "external_link | kernel:0",
        "external_storage | External Data Files",
        "virtual | Virtual storage",
        "shared_array | again",
        "claimed_contiguous | bytes",
        "claimed_chunked | kernel:0",
        "claimed_compressed | kernel:0",
        "compressed_bomb | other sizes",
        "compressed_zeros | 20 times",
        "no_numbers | kernel:0",
      })
  void hdf5_isRefused(String name, String named) {
    Path file = HOSTILE.resolve(name + ".h5");

    assertThatThrownBy(() -> KerasModels.load(file))
        .isInstanceOfAny(UnreadableKerasFileException.class, UnsupportedKerasModelException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(named);
  }

  /** Keras writes none of these; each refusal says how to get what it does write. */
  @ParameterizedTest
  @CsvSource({
    "integers, convert the model to float32",
    "half, convert the model to float32",
    "chunked, h5repack",
  })
  void otherStorage_isRefusedWithTheWayOut(String name, String wayOut) {
    assertThatThrownBy(() -> KerasModels.load(HOSTILE.resolve(name + ".h5")))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll("kernel:0", wayOut);
  }

  /** Other programs than Keras write these; expected values are Keras's for the same numbers. */
  @ParameterizedTest
  @CsvSource({
    "hostile/compressed.h5, dense_linear",
    "hostile/big_endian.h5, dense_linear",
    "stored/compressed.h5, conv1d_relu",
    "stored/shuffled.h5, conv1d_relu",
    "stored/big_endian.h5, conv1d_relu"
  })
  void otherStorage_isReadWhereItHarmsNothing(String file, String network) {
    assertThat(
            Fixtures.difference(
                KerasModels.load(HOSTILE.resolveSibling(file)),
                Fixtures.inputs(network),
                Fixtures.outputs(network)))
        .isLessThan(1e-5);
  }

  private static Map<String, byte[]> archive() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    Path file = Fixtures.keras3("dense_linear").resolve("model.keras");
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private Path zipped(Map<String, byte[]> entries) throws IOException {
    Path file = folder.resolve("model.keras");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  private static AbstractThrowableAssert<?, ?> assertUnreadable(Path file) {
    return assertThatThrownBy(() -> KerasModels.load(file))
        .isInstanceOf(UnreadableKerasFileException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void archive_isRead_whenNothingIsDoneToIt() throws IOException {
    assertThat(
            Fixtures.difference(
                KerasModels.load(zipped(archive())),
                Fixtures.inputs("dense_linear"),
                Fixtures.outputs("dense_linear")))
        .isLessThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "/etc/evil", "a/../../evil", "C:\\evil", "..\\evil"})
  void archive_thatAimsOutsideIsRefused_andNothingIsWritten(String name) throws IOException {
    Map<String, byte[]> entries = archive();
    entries.put(name, new byte[] {1});

    assertUnreadable(zipped(entries)).hasMessageContainingAll(name, "outside");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CONFIGURATION, "model.weights.h5", "metadata.json"})
  void archive_thatGrowsAThousandfoldIsRefused(String name) throws IOException {
    Map<String, byte[]> entries = archive();
    entries.put(name, new byte[50_000_000]);

    assertUnreadable(zipped(entries)).hasMessageContainingAll("claims 50000000 bytes", name);
  }

  /** The size of the first file in the directory at the end is at 24 bytes after its signature. */
  @Test
  void archive_thatClaimsAnotherSizeIsRefused() throws IOException {
    Path file = zipped(archive());
    byte[] bytes = Files.readAllBytes(file);
    int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    bytes[directory + 24] ^= 7;

    assertUnreadable(Files.write(file, bytes)).hasMessageContaining("zip archive");
  }

  /** The second name is made the first one's, in the directory at the end. */
  @Test
  void archive_thatHoldsAFileTwiceIsRefused() throws IOException {
    Map<String, byte[]> entries = archive();
    entries.put("config.jsoN", new byte[] {'{', '}'});
    Path file = zipped(entries);
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

    assertUnreadable(
            Files.writeString(file, text.replace("jsoN", "json"), StandardCharsets.ISO_8859_1))
        .hasMessageContaining("config.json");
  }

  @Test
  void archive_ofManyFilesIsRefused() throws IOException {
    Map<String, byte[]> entries = archive();
    for (int index = 0; index < 10_001; index++) {
      entries.put("assets/" + index, new byte[0]);
    }

    assertUnreadable(zipped(entries)).hasMessageContaining("Keras writes three");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 1_000_000})
  void configuration_thatNestsWithoutEndIsRefused(int depth) throws IOException {
    Map<String, byte[]> entries = archive();
    String nested = "{\"class_name\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    entries.put(CONFIGURATION, nested.getBytes(StandardCharsets.UTF_8));
    entries.put("noise", new byte[0]);

    assertUnreadable(zipped(entries));
  }

  @Test
  void weights_ofAnotherShapeThanTheConfigurationSaysAreRefused() throws IOException {
    Map<String, byte[]> entries = archive();
    String config = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
    entries.put(
        CONFIGURATION,
        config.replace("\"units\": 6", "\"units\": 7").getBytes(StandardCharsets.UTF_8));

    assertUnreadable(zipped(entries)).hasMessageContainingAll("'kernel'", "[5, 7]", "[5, 6]");
  }

  @Test
  void weights_ofAnAbsurdLayerTakeNoMemory() throws IOException {
    Map<String, byte[]> entries = archive();
    String config = new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8);
    entries.put(
        CONFIGURATION,
        config.replace("\"units\": 6", "\"units\": 2000000000").getBytes(StandardCharsets.UTF_8));

    assertUnreadable(zipped(entries)).hasMessageContaining("2000000000");
  }
}
