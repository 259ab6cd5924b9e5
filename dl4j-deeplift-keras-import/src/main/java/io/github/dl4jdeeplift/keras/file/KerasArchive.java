package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The parts of a Keras 3 archive, read into memory: nothing is unpacked to a disk.
 *
 * @param config the configuration
 * @param metadata what wrote it
 * @param weights an HDF5 file
 */
record KerasArchive(byte[] config, byte[] metadata, byte[] weights) {
  private static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String DEEPLEARNING4J = "configuration.json";

  private static final int MOST_ENTRIES = 10_000;
  private static final long LONGEST_TEXT = 1L << 26;

  /** Keras does not compress; numbers that are not all zeros shrink by less than this. */
  private static final long MOST_COMPRESSED = 100;

  /**
   * Reads an archive.
   *
   * @param file a zip archive
   * @throws UnreadableKerasFileException if it is corrupt, not of a Keras model, or claims sizes
   *     beyond its own
   * @throws UnsupportedKerasModelException if its weights are in another form than HDF5
   */
  static KerasArchive read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      requireKeras(zip, names(zip));
      return new KerasArchive(
          bytes(zip, CONFIG, LONGEST_TEXT),
          bytes(zip, METADATA, LONGEST_TEXT),
          bytes(zip, WEIGHTS, Integer.MAX_VALUE - 16L));
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableKerasFileException(
          "is a truncated or corrupt zip archive (" + e.getMessage() + ")", e);
    }
  }

  private static Set<String> names(ZipFile zip) {
    if (zip.size() > MOST_ENTRIES) {
      throw new UnreadableKerasFileException(
          "is a zip archive of " + zip.size() + " files; Keras writes three");
    }
    Set<String> names = new HashSet<>();
    for (Iterator<? extends ZipEntry> all = zip.entries().asIterator(); all.hasNext(); ) {
      String name = all.next().getName();
      requireHarmless(name);
      if (!names.add(name)) {
        throw new UnreadableKerasFileException(
            "is a zip archive that holds '" + name + "' twice; Keras writes each file once");
      }
    }
    return names;
  }

  /** Nothing is unpacked, but an archive that aims outside of its folder was not made by Keras. */
  private static void requireHarmless(String name) {
    boolean outside =
        name.startsWith("/")
            || name.contains("\\")
            || name.contains(":")
            || List.of(name.split("/", -1)).contains("..");
    if (outside) {
      throw new UnreadableKerasFileException(
          "is a zip archive with a file named '" + name + "', which lies outside of it");
    }
  }

  private static void requireKeras(ZipFile zip, Set<String> names) {
    if (names.contains(DEEPLEARNING4J)) {
      throw new UnreadableKerasFileException(
          "is a Deeplearning4j model, not a Keras model: load it with ModelSerializer");
    }
    if (!names.contains(CONFIG) || !names.contains(METADATA)) {
      throw new UnreadableKerasFileException("is a zip archive, but not of a Keras model");
    }
    if (zip.getEntry(WEIGHTS) == null) {
      throw new UnsupportedKerasModelException(
          "is a Keras archive whose weights are not in '"
              + WEIGHTS
              + "': save the model again with model.save('model.keras')");
    }
  }

  private static byte[] bytes(ZipFile zip, String name, long most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    long size = entry.getSize();
    if (size < 0 || size > most) {
      throw new UnreadableKerasFileException(
          "claims " + size + " bytes for '" + name + "'; at most " + most + " are read");
    }
    if (size > MOST_COMPRESSED * Math.max(entry.getCompressedSize(), 1 << 10)) {
      throw new UnreadableKerasFileException(
          "claims "
              + size
              + " bytes for '"
              + name
              + "' but holds "
              + entry.getCompressedSize()
              + "; Keras does not compress, save the model again");
    }
    return checked(zip, entry, (int) size);
  }

  private static byte[] checked(ZipFile zip, ZipEntry entry, int size) throws IOException {
    try (InputStream stream = zip.getInputStream(entry)) {
      byte[] bytes = stream.readNBytes(size);
      CRC32 sum = new CRC32();
      sum.update(bytes);
      if (bytes.length != size || stream.read() >= 0 || sum.getValue() != entry.getCrc()) {
        throw new UnreadableKerasFileException(
            "is a corrupt zip archive: '"
                + entry.getName()
                + "' has another size or checksum than it says; copy or save it again");
      }
      return bytes;
    }
  }
}
