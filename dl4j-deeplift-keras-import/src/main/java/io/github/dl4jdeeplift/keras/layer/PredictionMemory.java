package io.github.dl4jdeeplift.keras.layer;

import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;

/** Deeplearning4j's memory report of what only predicts: parameters, and no working memory. */
final class PredictionMemory {
  private PredictionMemory() {}

  /**
   * Returns the report.
   *
   * @param report what it takes and gives
   * @param parameters number of its parameters
   */
  static LayerMemoryReport of(LayerMemoryReport.Builder report, long parameters) {
    return report.standardMemory(parameters, 0).workingMemory(0, 0, 0, 0).cacheMemory(0, 0).build();
  }
}
