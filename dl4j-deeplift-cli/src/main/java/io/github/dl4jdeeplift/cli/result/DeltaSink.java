package io.github.dl4jdeeplift.cli.result;

/** Looks for the convergence delta that is largest in magnitude. */
public final class DeltaSink implements ScoreSink {
  private final WantedArrays wanted;
  private double largest;

  /**
   * Begins.
   *
   * @param wanted says which delta is meant
   */
  public DeltaSink(WantedArrays wanted) {
    this.wanted = wanted;
  }

  @Override
  public void put(ExplainedBatch batch) {
    batch.attributions().stream()
        .mapToDouble(each -> wanted.delta().apply(each).amaxNumber().doubleValue())
        .forEach(each -> largest = Math.max(largest, each));
  }

  /** Returns the largest magnitude so far. */
  public double largest() {
    return largest;
  }
}
