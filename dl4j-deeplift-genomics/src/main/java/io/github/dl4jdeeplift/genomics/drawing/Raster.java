package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Images made of numbers, one pixel for each. */
final class Raster {
  private Raster() {}

  /** Colors values by sign and size; a magnitude of {@code limit} has the full color. */
  static BufferedImage diverging(PixelValues values, double limit) {
    return of(
        values,
        (row, column) -> DivergingColors.of(limit == 0 ? 0 : values.at(row, column, 0) / limit));
  }

  /** Shows an input of one (gray) or three channels (red, green, blue), smallest value black. */
  static BufferedImage picture(PixelValues values) {
    PixelValues brightness = values.fromZeroToOne();
    boolean gray = values.channels() == 1;
    return of(
        values,
        (row, column) ->
            new Color(
                (float) brightness.at(row, column, 0),
                (float) brightness.at(row, column, gray ? 0 : 1),
                (float) brightness.at(row, column, gray ? 0 : 2)));
  }

  /** Repeats each pixel, for viewers that would blur an image made larger. */
  static BufferedImage enlarged(BufferedImage image, int factor) {
    BufferedImage enlarged =
        new BufferedImage(
            image.getWidth() * factor, image.getHeight() * factor, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < enlarged.getHeight(); y++) {
      for (int x = 0; x < enlarged.getWidth(); x++) {
        enlarged.setRGB(x, y, image.getRGB(x / factor, y / factor));
      }
    }
    return enlarged;
  }

  private static BufferedImage of(PixelValues values, PixelColor color) {
    BufferedImage image =
        new BufferedImage(values.width(), values.height(), BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < values.height(); row++) {
      for (int column = 0; column < values.width(); column++) {
        image.setRGB(column, row, color.at(row, column).getRGB());
      }
    }
    return image;
  }

  /** The color of a pixel. */
  private interface PixelColor {
    Color at(int row, int column);
  }
}
