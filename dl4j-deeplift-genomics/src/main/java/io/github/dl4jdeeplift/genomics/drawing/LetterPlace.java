package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.geom.AffineTransform;

/** The map from a letter's square of 100 units to a box on a canvas. */
final class LetterPlace {
  private static final double UNITS = 100;

  private LetterPlace() {}

  static AffineTransform of(Box box, boolean upsideDown) {
    double height = upsideDown ? box.height() : -box.height();
    return new AffineTransform(
        box.width() / UNITS, 0, 0, height / UNITS, box.x(), upsideDown ? box.y() : box.bottom());
  }
}
