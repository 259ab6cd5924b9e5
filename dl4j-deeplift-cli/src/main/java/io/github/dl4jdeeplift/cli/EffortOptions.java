package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.DeepLiftBuilder;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much is done at once. */
final class EffortOptions {
  private static final int DEFAULT_MEMORY = 512;

  @Option(
      names = "--batch-size",
      paramLabel = "B",
      description = "Pairs of example and reference at once, 256 by default.")
  private @Nullable Integer batchSize;

  @Option(names = "--memory", paramLabel = "MB", description = "For one batch, 512 by default.")
  private @Nullable Integer memory;

  /** Refuses numbers that cannot be. */
  void check() {
    requirePositive("--batch-size", batchSize);
    requirePositive("--memory", memory);
  }

  private static void requirePositive(String option, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw RefusedException.badInput(
          "%s %d: give a number of at least 1".formatted(option, value));
    }
  }

  /** Returns the memory limit of a batch in bytes. */
  long bytes() {
    return (long) (memory == null ? DEFAULT_MEMORY : memory) << 20;
  }

  void apply(DeepLiftBuilder builder) {
    builder.memoryLimit(bytes());
    if (batchSize != null) {
      builder.batchSize(batchSize);
    }
  }
}
