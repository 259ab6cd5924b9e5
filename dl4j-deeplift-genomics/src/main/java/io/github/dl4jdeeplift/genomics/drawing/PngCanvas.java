package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.EnumMap;
import java.util.Map;

/** Paints on an image. No fonts are used: text is drawn by {@link StrokeFont}. */
final class PngCanvas implements Canvas, AutoCloseable {
  private final Map<Letter, Path2D> outlines = new EnumMap<>(Letter.class);
  private final BufferedImage image;
  private final Graphics2D graphics;

  /**
   * Makes a white canvas.
   *
   * @param width in the picture's pixels
   * @param height in the picture's pixels
   * @param scale the image's pixels for each of the picture's
   */
  PngCanvas(double width, double height, int scale) {
    image =
        new BufferedImage(
            (int) Math.ceil(width * scale),
            (int) Math.ceil(height * scale),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
  }

  BufferedImage image() {
    return image;
  }

  @Override
  public void rectangle(Box box, Color color) {
    graphics.setColor(color);
    graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
  }

  @Override
  public void line(Line line) {
    graphics.setColor(line.color());
    graphics.setStroke(new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    graphics.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
  }

  @Override
  public void letter(Letter letter, Box box, boolean upsideDown) {
    graphics.setColor(letter.color());
    graphics.fill(
        LetterPlace.of(box, upsideDown)
            .createTransformedShape(outlines.computeIfAbsent(letter, Letter::outline)));
  }

  @Override
  public void text(String text, double x, double y, TextStyle style) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    if (style.vertical()) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.translate(-style.anchor().fraction() * StrokeFont.width(text, style), 0);
    graphics.setColor(style.color());
    StrokeFont.draw(text, style, graphics);
    graphics.setTransform(before);
  }

  @Override
  public void image(BufferedImage picture, Box box) {
    AffineTransform place =
        new AffineTransform(
            box.width() / picture.getWidth(),
            0,
            0,
            box.height() / picture.getHeight(),
            box.x(),
            box.y());
    graphics.drawImage(picture, place, null);
  }

  @Override
  public void close() {
    graphics.dispose();
  }
}
