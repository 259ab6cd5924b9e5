package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads all arrays of an npz file. */
final class NpzContent {
  private NpzContent() {}

  static Map<String, INDArray> of(Path file) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      Path entryFile = Files.createTempFile("array", ".npy");
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, entryFile, StandardCopyOption.REPLACE_EXISTING);
        arrays.put(entry.getName().replace(".npy", ""), NpyFile.read(entryFile));
      }
      Files.delete(entryFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return arrays;
  }
}
