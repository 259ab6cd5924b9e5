package io.github.dl4jdeeplift.genomics.drawing;

/**
 * A rectangle in pixels, y pointing down.
 *
 * @param x its left edge
 * @param y its upper edge
 * @param width its width
 * @param height its height
 */
record Box(double x, double y, double width, double height) {
  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  double centerX() {
    return x + width / 2;
  }

  double centerY() {
    return y + height / 2;
  }
}
