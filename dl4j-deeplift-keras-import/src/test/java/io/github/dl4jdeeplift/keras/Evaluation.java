package io.github.dl4jdeeplift.keras;

import java.io.IOException;
import java.util.List;

/** Computes what a file says, sharing nothing with the importer. */
@FunctionalInterface
interface Evaluation {
  /**
   * Returns the output for one example.
   *
   * @param inputs its sequences of [positions][channels]
   */
  double[] output(List<double[][]> inputs) throws IOException;
}
