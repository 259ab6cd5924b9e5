package io.github.dl4jdeeplift.genomics.drawing;

/**
 * A stretch of a sequence to point out, such as a planted motif.
 *
 * @param name what stands above it
 * @param start its first position, counted from 0
 * @param end the position after its last
 */
public record Region(String name, int start, int end) {
  /**
   * Checks the positions.
   *
   * @param name what stands above it
   * @param start its first position, counted from 0
   * @param end the position after its last
   * @throws IllegalArgumentException if it is empty or starts before the sequence
   */
  public Region {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "region '%s' from %d to %d: it must start at 0 or later and end after its start"
              .formatted(name, start, end));
    }
  }
}
