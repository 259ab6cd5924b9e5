package io.github.dl4jdeeplift.genomics.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file cannot be written; nothing was left under its name.
 *
 * <p>The message is one line: the file, what is in the way, and what to do.
 */
public final class UnwritableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param path the file
   * @param problem what is in the way and what to do, without the file's name
   * @param cause what the writing ran into, if anything
   */
  public UnwritableFileException(Path path, String problem, @Nullable Throwable cause) {
    super(FileProblem.line(path, problem), cause);
  }
}
