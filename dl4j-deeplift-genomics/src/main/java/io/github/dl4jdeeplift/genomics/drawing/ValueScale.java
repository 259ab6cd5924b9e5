package io.github.dl4jdeeplift.genomics.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A vertical scale: which values a panel shows.
 *
 * @param low the value at the lower edge, at most 0
 * @param high the value at the upper edge, at least 0
 */
record ValueScale(double low, double high) {
  private static final double MARGIN = 0.05;
  private static final int STEPS = 5;

  /** A scale that holds zero and these values with some room; from 0 to 1 where all are zero. */
  static ValueScale around(double low, double high) {
    double bottom = Math.min(low, 0);
    double top = Math.max(high, 0);
    if (bottom == top) {
      return new ValueScale(0, 1);
    }
    double room = MARGIN * (top - bottom);
    return new ValueScale(bottom < 0 ? bottom - room : 0, top > 0 ? top + room : 0);
  }

  double range() {
    return high - low;
  }

  /** Where a value lies in a panel. */
  double y(double value, Box panel) {
    return panel.y() + (high - value) / range() * panel.height();
  }

  /** Round values to label, about five, with zero among them. */
  List<Tick> ticks() {
    double step = RoundStep.atLeast(range() / STEPS);
    List<Tick> ticks = new ArrayList<>();
    for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(new Tick(k * step, RoundStep.label(k * step, step)));
    }
    return ticks;
  }
}
