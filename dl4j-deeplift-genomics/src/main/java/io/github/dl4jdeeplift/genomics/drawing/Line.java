package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;

/**
 * A straight line.
 *
 * @param x1 where it starts
 * @param y1 where it starts
 * @param x2 where it ends
 * @param y2 where it ends
 * @param color its color
 */
record Line(double x1, double y1, double x2, double y2, Color color) {
  static Line horizontal(double x1, double x2, double y, Color color) {
    return new Line(x1, y, x2, y, color);
  }

  static Line vertical(double x, double y1, double y2, Color color) {
    return new Line(x, y1, x, y2, color);
  }
}
