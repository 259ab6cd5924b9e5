package io.github.dl4jdeeplift.engine;

import java.util.function.DoubleConsumer;

/**
 * How pairs of examples and references are cut into tiles.
 *
 * @param memory bytes that a tile may take
 * @param rows the most pairs of a tile
 * @param progress told, after each tile, which part of all pairs is done, from 0 to 1
 */
public record Tiling(long memory, int rows, DoubleConsumer progress) {
  /** 512 MiB, and no more pairs than make good use of a processor. */
  public static final Tiling DEFAULT = new Tiling(512L << 20, 256, done -> {});

  /** Checks that both limits are positive. */
  public Tiling {
    if (memory < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "memory limit is " + memory + ", batch size " + rows + "; both must be positive");
    }
  }

  /** The largest value of a layer should stay in the processor's caches with its neighbors. */
  private static final long CACHE = 16L << 20;

  /**
   * Returns the most pairs of a tile.
   *
   * @param bytesOfRow bytes that one pair takes
   * @param bytesOfLargest bytes that one pair's largest value takes
   */
  int rowsOf(long bytesOfRow, long bytesOfLargest) {
    long fitting = Math.min(memory / bytesOfRow, CACHE / bytesOfLargest);
    return Math.toIntExact(Math.max(1, Math.min(rows, fitting)));
  }

  /**
   * Cuts something into equal parts.
   *
   * @param count its size
   * @param limit the largest size of a part
   * @return the size of each part but, perhaps, the last
   */
  static int part(int count, int limit) {
    int parts = (count + limit - 1) / limit;
    return (count + parts - 1) / parts;
  }
}
