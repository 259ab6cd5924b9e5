package io.github.dl4jdeeplift.cli.report;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scores that are drawn beside others of the same examples.
 *
 * @param name what stands above them
 * @param scores one array for each network input, {@code [n, shape...]}
 */
public record Track(String name, List<INDArray> scores) {
  /** Copies the list. */
  public Track {
    scores = List.copyOf(scores);
  }
}
