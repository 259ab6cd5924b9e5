package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** What pictures are drawn on; lengths in pixels, y pointing down. */
interface Canvas {
  /** Fills a rectangle. */
  void rectangle(Box box, Color color);

  /** Draws a line one pixel wide. */
  void line(Line line);

  /** Draws a letter that fills a box to its edges. */
  void letter(Letter letter, Box box, boolean upsideDown);

  /** Draws text; x and y are the place of its anchor on the baseline. */
  void text(String text, double x, double y, TextStyle style);

  /** Draws an image over a box, pixels staying sharp. */
  void image(BufferedImage image, Box box);
}
