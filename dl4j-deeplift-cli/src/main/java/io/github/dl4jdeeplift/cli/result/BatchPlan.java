package io.github.dl4jdeeplift.cli.result;

/**
 * How the work is cut into batches of examples and of targets, so that the scores of a batch fit
 * into memory.
 *
 * @param allExamples number of all examples
 * @param examples examples of a batch
 * @param targets targets of a batch
 */
public record BatchPlan(long allExamples, int examples, int targets) {
  /** The part of the memory limit that examples and scores of a batch may take. */
  private static final int PART = 8;

  private static final long MOST_EXAMPLES = 1024;

  /** A batch of fewer makes poor use of the forward pass that all targets share. */
  private static final long FEWEST_EXAMPLES = 16;

  /**
   * Plans.
   *
   * @param extent how much there is to explain
   * @param bytes what an example takes
   * @param memory the memory limit in bytes
   */
  public static BatchPlan of(Extent extent, Bytes bytes, long memory) {
    long room = memory / PART;
    long ofTargets = room / FEWEST_EXAMPLES / Math.max(1, bytes.ofTarget);
    int targets = (int) Math.max(1, Math.min(extent.targets(), ofTargets));
    long fitting = room / Math.max(1, bytes.ofExample + targets * bytes.ofTarget);
    int examples = (int) Math.max(1, Math.min(Math.min(MOST_EXAMPLES, extent.examples()), fitting));
    return new BatchPlan(extent.examples(), examples, targets);
  }

  /**
   * What one example takes.
   *
   * @param ofExample bytes of itself
   * @param ofTarget bytes of its scores for a target
   */
  public record Bytes(long ofExample, long ofTarget) {
    /** Returns what the scores of all examples and targets take. */
    public double ofAll(Extent extent) {
      return (double) extent.examples() * (ofExample + (double) extent.targets() * ofTarget);
    }
  }
}
