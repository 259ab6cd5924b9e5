package io.github.dl4jdeeplift.genomics.file;

import java.nio.file.Path;

/**
 * A file that is written whole, under a hidden name beside its own.
 *
 * <pre>{@code
 * try (PendingFile one = WholeFile.prepare(a, ..); PendingFile other = WholeFile.prepare(b, ..)) {
 *   one.publish();
 *   other.publish();
 * }
 * }</pre>
 */
public final class PendingFile implements AutoCloseable {
  private final Path target;
  private final Path hidden;

  PendingFile(Path target, Path hidden) {
    this.target = target;
    this.hidden = hidden;
  }

  /**
   * Puts the file in place; an existing one is replaced.
   *
   * @throws UnwritableFileException if it cannot be; the target is then as it was before
   */
  public void publish() {
    WholeFile.publish(hidden, target);
  }

  /** Removes the hidden file where it was not published. */
  @Override
  public void close() {
    WholeFile.deleteQuietly(hidden);
  }
}
