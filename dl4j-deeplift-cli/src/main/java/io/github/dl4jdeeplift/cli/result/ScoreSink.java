package io.github.dl4jdeeplift.cli.result;

/** What takes scores as they come. */
@FunctionalInterface
public interface ScoreSink {
  /**
   * Takes the next scores, whose arrays are of no use afterwards.
   *
   * @param batch the scores
   */
  void put(ExplainedBatch batch);
}
