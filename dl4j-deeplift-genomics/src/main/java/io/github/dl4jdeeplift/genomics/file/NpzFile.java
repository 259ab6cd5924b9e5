package io.github.dl4jdeeplift.genomics.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** NumPy's archive of named arrays, as {@code numpy.savez_compressed} writes it. */
public final class NpzFile {
  /** The earliest time a zip can hold, as NumPy writes it: equal arrays give equal files. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private NpzFile() {}

  /**
   * Writes arrays, whole or not at all; {@code numpy.load(path)[name]} reads them.
   *
   * @param path the file; an existing one is replaced
   * @param arrays the arrays by name, written in the map's order; types as in {@link NpyFile#write}
   * @throws UnwritableFileException if the file cannot be written
   * @throws IllegalArgumentException if a name is empty or holds a slash, or an array is of a type
   *     that is not written
   */
  public static void write(Path path, Map<String, INDArray> arrays) {
    Map<String, NpyWriter> writers = new LinkedHashMap<>();
    arrays.forEach((name, array) -> writers.put(entryName(name), new NpyWriter(array)));
    WholeFile.write(path, out -> writeArchive(writers, out));
  }

  /**
   * Writes arrays that were put together on disk, to be published later.
   *
   * @param path the file
   * @param arrays the arrays by name, written in the map's order; each is closed when it is written
   * @return the file under a hidden name
   * @throws UnwritableFileException if the file cannot be written
   * @throws IllegalArgumentException if a name is empty or holds a slash
   */
  public static PendingFile prepare(Path path, Map<String, SpooledArray> arrays) {
    Map<String, NpyContent> contents = new LinkedHashMap<>();
    arrays.forEach((name, array) -> contents.put(entryName(name), array::moveTo));
    return WholeFile.prepare(path, out -> writeArchive(contents, out));
  }

  private static String entryName(String name) {
    if (name.isEmpty() || name.contains("/") || name.contains("\\")) {
      throw new IllegalArgumentException("'" + name + "' cannot name an array in an npz file");
    }
    return name + ".npy";
  }

  private static void writeArchive(Map<String, ? extends NpyContent> contents, OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    // Higher levels take several times as long and gain a few percent on floats.
    zip.setLevel(Deflater.BEST_SPEED);
    for (Map.Entry<String, ? extends NpyContent> content : contents.entrySet()) {
      ZipEntry entry = new ZipEntry(content.getKey());
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      content.getValue().writeTo(zip);
      zip.closeEntry();
    }
    zip.finish();
  }
}
