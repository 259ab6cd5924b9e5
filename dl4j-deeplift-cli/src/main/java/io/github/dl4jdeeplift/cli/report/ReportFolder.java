package io.github.dl4jdeeplift.cli.report;

import io.github.dl4jdeeplift.genomics.file.UnwritableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder that appears whole or not at all: its files are made in a hidden folder first.
 *
 * <p>Where it exists already its files of the same kind are replaced and others are left alone.
 */
final class ReportFolder implements AutoCloseable {
  private final Path folder;
  private final Path beside;

  /**
   * Begins a folder.
   *
   * @param folder its place; its parent must exist
   */
  ReportFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    String hidden = "." + UUID.randomUUID() + ".part";
    // Inside a folder that is there already: its parent may be closed to us.
    this.beside =
        Files.isDirectory(this.folder)
            ? this.folder.resolve(hidden)
            : this.folder.resolveSibling(hidden);
    try {
      Files.createDirectory(beside);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Returns where files are to be made. */
  Path beside() {
    return beside;
  }

  /** Puts the files in place. */
  void publish() {
    try {
      if (!beside.startsWith(folder)) {
        Files.move(beside, folder);
        return;
      }
      for (Path old : files(folder)) {
        if (old.getFileName().toString().matches("\\d{4}\\.(svg|png)")) {
          Files.delete(old);
        }
      }
      for (Path file : files(beside)) {
        Path target = folder.resolve(file.getFileName());
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    try {
      if (Files.exists(beside)) {
        for (Path file : files(beside)) {
          Files.delete(file);
        }
        Files.delete(beside);
      }
    } catch (IOException e) {
      // What is worth reporting was thrown before.
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private UnwritableFileException unwritable(IOException e) {
    return new UnwritableFileException(
        folder, "the report cannot be written (" + e + "); choose another place", e);
  }
}
