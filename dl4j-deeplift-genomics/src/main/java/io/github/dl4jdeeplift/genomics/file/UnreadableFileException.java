package io.github.dl4jdeeplift.genomics.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file is missing, truncated, corrupt or of a kind that is not supported.
 *
 * <p>The message is one line: the file, what is wrong with it, and what to do.
 */
public final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param path the file
   * @param problem what is wrong and what to do, without the file's name
   */
  public UnreadableFileException(Path path, String problem) {
    this(path, problem, null);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param path the file
   * @param problem what is wrong and what to do, without the file's name
   * @param cause what the reading ran into
   */
  public UnreadableFileException(Path path, String problem, @Nullable Throwable cause) {
    super(FileProblem.line(path, problem), cause);
  }
}
