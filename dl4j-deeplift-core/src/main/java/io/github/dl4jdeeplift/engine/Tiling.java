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

  /**
   * Returns the number of pairs of a tile.
   *
   * @param bytesOfRow bytes that one pair takes
   */
  int rowsOf(long bytesOfRow) {
    return Math.toIntExact(Math.max(1, Math.min(rows, memory / bytesOfRow)));
  }
}
