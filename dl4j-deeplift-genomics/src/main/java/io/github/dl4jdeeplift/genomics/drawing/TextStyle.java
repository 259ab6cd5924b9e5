package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;

/**
 * How text is set.
 *
 * @param size the font size in pixels
 * @param anchor which point of the text lies at the given place, on the baseline
 * @param bold whether it is bold
 * @param vertical whether it runs upwards
 * @param color its color
 */
record TextStyle(double size, Anchor anchor, boolean bold, boolean vertical, Color color) {
  private static final Color DARK = new Color(0x333333);

  /** The point of a text that is placed. */
  enum Anchor {
    START("start", 0),
    MIDDLE("middle", 0.5),
    END("end", 1);

    private final String svgName;
    private final double fraction;

    Anchor(String svgName, double fraction) {
      this.svgName = svgName;
      this.fraction = fraction;
    }

    String svgName() {
      return svgName;
    }

    /** The part of the text's width that lies before the point. */
    double fraction() {
      return fraction;
    }
  }

  static TextStyle of(double size, Anchor anchor) {
    return new TextStyle(size, anchor, false, false, DARK);
  }

  TextStyle inBold() {
    return new TextStyle(size, anchor, true, vertical, color);
  }

  TextStyle upwards() {
    return new TextStyle(size, anchor, bold, true, color);
  }

  /** How tall capitals are. */
  double capHeight() {
    return 0.716 * size;
  }
}
