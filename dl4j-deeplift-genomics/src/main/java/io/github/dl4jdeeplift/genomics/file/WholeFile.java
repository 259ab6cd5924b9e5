package io.github.dl4jdeeplift.genomics.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all.
 *
 * <p>The content goes to a hidden file beside the target, which is moved over the target when it is
 * complete. Where writing fails the hidden file is deleted and an existing target stays as it was.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What writes the content. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything; does not close the stream.
     *
     * @param out where to write; buffered
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Finds out, before long work starts, whether a file can be written. Changes nothing.
   *
   * @param target the file to be written later
   * @throws UnwritableFileException if it cannot be
   */
  public static void checkWritable(Path target) {
    Path beside = beside(target);
    try {
      Files.createFile(beside);
    } catch (IOException e) {
      throw unwritable(target, e);
    } finally {
      deleteQuietly(beside);
    }
  }

  /**
   * Writes a file; replaces an existing one.
   *
   * @param target the file
   * @param content what writes the content
   * @throws UnwritableFileException if it cannot be written; the target is then as it was before
   */
  public static void write(Path target, Content content) {
    try (PendingFile pending = prepare(target, content)) {
      pending.publish();
    }
  }

  /**
   * Writes the content of a file under a hidden name, so that several files can be published when
   * all are written.
   *
   * @param target the file
   * @param content what writes the content
   * @return the file, to be published and closed
   * @throws UnwritableFileException if it cannot be written; nothing is left then
   */
  public static PendingFile prepare(Path target, Content content) {
    Path beside = beside(target);
    // Where the process is told to end, nothing is to be left either.
    beside.toFile().deleteOnExit();
    boolean written = false;
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      written = true;
      return new PendingFile(target, beside);
    } catch (IOException e) {
      throw unwritable(target, e);
    } finally {
      if (!written) {
        deleteQuietly(beside);
      }
    }
  }

  /** Puts a written file in the place of its target. */
  static void publish(Path beside, Path target) {
    try {
      move(beside, real(target));
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static Path beside(Path target) {
    checkTarget(target);
    return real(target).resolveSibling("." + UUID.randomUUID() + ".part");
  }

  /** Refuses what a move would replace without the user meaning it: folders, devices, pipes. */
  private static void checkTarget(Path target) {
    if (target.getFileName() == null || Files.isDirectory(target)) {
      throw new UnwritableFileException(target, "is a folder; give a file's name", null);
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new UnwritableFileException(target, "is not a regular file; give a file's name", null);
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new UnwritableFileException(
          target, "is write-protected; remove it or give another file", null);
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UnwritableFileException(
          target, "the folder " + folder + " does not exist; create it first", null);
    }
  }

  /** Follows links, so that a link stays and the file it points to is replaced. */
  private static Path real(Path target) {
    try {
      return target.toRealPath();
    } catch (IOException e) {
      return target.toAbsolutePath();
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void deleteQuietly(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      // The failure that brought us here is the one worth reporting.
    }
  }

  static UnwritableFileException unwritable(Path target, IOException e) {
    String reason =
        e instanceof NoSuchFileException
            ? "its folder does not exist"
            : e.getClass().getSimpleName() + ": " + e.getMessage();
    return new UnwritableFileException(
        target, "cannot be written (" + reason + "); choose another place or free some space", e);
  }
}
