package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.function.PiecewiseLinear.Jump;
import io.github.dl4jdeeplift.rule.function.PiecewiseLinear.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Deeplearning4j's ReLU with all it can be given: slope · (x − threshold) below a threshold, x from
 * there on, all of it cut at a maximum.
 *
 * @param slope slope below the threshold
 * @param threshold the threshold
 * @param maximum largest value, or Infinity
 */
record CappedRelu(double slope, double threshold, double maximum) {
  /** Returns the function. */
  PiecewiseLinear function() {
    List<Piece> pieces = new ArrayList<>();
    double atThreshold = Math.min(threshold, maximum);
    double belowThreshold = Math.min(0, maximum);
    double offset = belowThreshold;
    if (maximum > threshold) {
      pieces.add(new Piece(threshold, maximum, 1));
      offset -= threshold;
    }
    if (slope > 0 || (slope < 0 && maximum > 0)) {
      Piece below = below();
      pieces.add(below);
      offset -= slope * below.to();
    }
    if (pieces.isEmpty()) {
      pieces.add(new Piece(threshold, Double.POSITIVE_INFINITY, 0));
    }
    double height = atThreshold - belowThreshold;
    List<Jump> jumps = height == 0 ? List.of() : List.of(new Jump(threshold, height, true));
    return new PiecewiseLinear("ReLU", List.copyOf(pieces), jumps, offset);
  }

  /** Returns the piece below the threshold, as far as the maximum leaves it. */
  private Piece below() {
    return slope > 0
        ? new Piece(Double.NEGATIVE_INFINITY, threshold + Math.min(0, maximum) / slope, slope)
        : new Piece(threshold + maximum / slope, threshold, slope);
  }
}
