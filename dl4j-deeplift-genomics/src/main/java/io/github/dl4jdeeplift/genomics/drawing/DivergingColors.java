package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.util.List;

/** Colors from blue (-1) over white (0) to red (1), told apart by the color-blind too. */
final class DivergingColors {
  /** At -1, -0.5, 0, 0.5 and 1; between them colors are mixed. */
  private static final List<Color> STOPS =
      List.of(
          new Color(0x2166ac),
          new Color(0x92c5de),
          new Color(0xffffff),
          new Color(0xf4a582),
          new Color(0xb2182b));

  private DivergingColors() {}

  /**
   * The color of a value.
   *
   * @param value from -1 to 1; beyond them as at them
   */
  static Color of(double value) {
    double place = (Math.max(-1, Math.min(1, value)) + 1) / 2 * (STOPS.size() - 1);
    int below = (int) Math.min(place, STOPS.size() - 2);
    return mixed(STOPS.get(below), STOPS.get(below + 1), place - below);
  }

  private static Color mixed(Color from, Color to, double part) {
    return new Color(
        mixed(from.getRed(), to.getRed(), part),
        mixed(from.getGreen(), to.getGreen(), part),
        mixed(from.getBlue(), to.getBlue(), part));
  }

  private static int mixed(int from, int to, double part) {
    return (int) Math.round(from + (to - from) * part);
  }
}
