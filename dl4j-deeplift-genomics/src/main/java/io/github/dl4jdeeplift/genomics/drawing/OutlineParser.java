package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.Iterator;
import java.util.List;

/**
 * Parses an outline: {@code M x y} moves, {@code L x y} draws a line, {@code C x1 y1 x2 y2 x y} a
 * cubic Bézier curve, {@code H x y} and {@code V x y} a quarter of an ellipse that leaves
 * horizontally or vertically, {@code Z} closes.
 */
final class OutlineParser {
  /** Where a Bézier curve's control points lie on the tangents to come nearest to an ellipse. */
  private static final double ELLIPSE = 0.5523;

  private final Iterator<String> words;
  private final Path2D.Double path = new Path2D.Double(Path2D.WIND_EVEN_ODD);

  private OutlineParser(String outline) {
    this.words = List.of(outline.strip().split("\\s+", -1)).iterator();
  }

  /**
   * Parses an outline.
   *
   * @throws IllegalArgumentException if a command is unknown
   */
  static Path2D parse(String outline) {
    OutlineParser parser = new OutlineParser(outline);
    while (parser.words.hasNext()) {
      parser.draw(parser.words.next());
    }
    return parser.path;
  }

  private void draw(String command) {
    switch (command) {
      case "M" -> path.moveTo(number(), number());
      case "L" -> path.lineTo(number(), number());
      case "C" -> path.curveTo(number(), number(), number(), number(), number(), number());
      case "H" -> quarter(number(), number(), true);
      case "V" -> quarter(number(), number(), false);
      case "Z" -> path.closePath();
      default -> throw new IllegalArgumentException("unknown command '" + command + "'");
    }
  }

  private void quarter(double x, double y, boolean horizontalFirst) {
    Point2D from = path.getCurrentPoint();
    double towardsX = from.getX() + ELLIPSE * (x - from.getX());
    double towardsY = from.getY() + ELLIPSE * (y - from.getY());
    double backX = x + ELLIPSE * (from.getX() - x);
    double backY = y + ELLIPSE * (from.getY() - y);
    if (horizontalFirst) {
      path.curveTo(towardsX, from.getY(), x, backY, x, y);
    } else {
      path.curveTo(from.getX(), towardsY, backX, y, x, y);
    }
  }

  private double number() {
    return Double.parseDouble(words.next());
  }
}
