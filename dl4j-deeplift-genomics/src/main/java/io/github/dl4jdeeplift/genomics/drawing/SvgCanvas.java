package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.Locale;

/** Writes SVG 1.1 that needs no fonts but for its labels. */
final class SvgCanvas implements Canvas {
  private static final String PATH_COMMANDS = "MLQCZ";
  private static final int[] PATH_NUMBERS = {2, 2, 4, 6, 0};

  private final StringBuilder svg = new StringBuilder();

  /**
   * Starts a picture.
   *
   * @param title what it shows, for readers that speak
   */
  SvgCanvas(double width, double height, String title) {
    svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .append(" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" role=\"img\"")
        .append(
            " width=\"%1$s\" height=\"%2$s\" viewBox=\"0 0 %1$s %2$s\""
                .formatted(number(width), number(height)))
        .append(" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">\n")
        .append("<title>")
        .append(XmlText.escaped(title))
        .append("</title>\n<defs>\n");
    for (Letter letter : Letter.values()) {
      element("path")
          .attribute("id", "base-" + letter)
          .attribute("fill", hex(letter.color()))
          .attribute("fill-rule", "evenodd")
          .attribute("d", path(letter.outline()))
          .end();
    }
    svg.append("</defs>\n");
    rectangle(new Box(0, 0, width, height), Color.WHITE);
  }

  /** The finished picture. */
  String text() {
    return svg + "</svg>\n";
  }

  @Override
  public void rectangle(Box box, Color color) {
    element("rect").box(box).attribute("fill", hex(color)).end();
  }

  @Override
  public void line(Line line) {
    element("line")
        .attribute("x1", line.x1())
        .attribute("y1", line.y1())
        .attribute("x2", line.x2())
        .attribute("y2", line.y2())
        .attribute("stroke", hex(line.color()))
        .end();
  }

  @Override
  public void letter(Letter letter, Box box, boolean upsideDown) {
    AffineTransform place = LetterPlace.of(box, upsideDown);
    String matrix =
        String.format(
            Locale.ROOT,
            "matrix(%.4g 0 0 %.4g %s %s)",
            place.getScaleX(),
            place.getScaleY(),
            number(place.getTranslateX()),
            number(place.getTranslateY()));
    element("use").attribute("xlink:href", "#base-" + letter).attribute("transform", matrix).end();
  }

  @Override
  public void text(String text, double x, double y, TextStyle style) {
    SvgCanvas element =
        element("text")
            .attribute("font-size", style.size())
            .attribute("text-anchor", style.anchor().svgName())
            .attribute("fill", hex(style.color()));
    if (style.bold()) {
      element.attribute("font-weight", "bold");
    }
    if (style.vertical()) {
      element.attribute("transform", "translate(" + number(x) + " " + number(y) + ") rotate(-90)");
    } else {
      element.attribute("x", x).attribute("y", y);
    }
    svg.append(">").append(XmlText.escaped(text)).append("</text>\n");
  }

  @Override
  public void image(BufferedImage image, Box box) {
    int factor = (int) Math.max(1, Math.ceil(box.width() / image.getWidth()));
    byte[] png = PngBytes.of(Raster.enlarged(image, factor));
    element("image")
        .box(box)
        .attribute("preserveAspectRatio", "none")
        .attribute("style", "image-rendering: pixelated")
        .attribute("xlink:href", "data:image/png;base64," + Base64.getEncoder().encodeToString(png))
        .end();
  }

  private SvgCanvas element(String name) {
    svg.append('<').append(name);
    return this;
  }

  private SvgCanvas attribute(String name, String value) {
    svg.append(' ').append(name).append("=\"").append(value).append('"');
    return this;
  }

  private SvgCanvas attribute(String name, double value) {
    return attribute(name, number(value));
  }

  private SvgCanvas box(Box box) {
    return attribute("x", box.x())
        .attribute("y", box.y())
        .attribute("width", box.width())
        .attribute("height", box.height());
  }

  private void end() {
    svg.append("/>\n");
  }

  private static String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    double[] numbers = new double[6];
    for (PathIterator it = shape.getPathIterator(null); !it.isDone(); it.next()) {
      int command = it.currentSegment(numbers);
      path.append(PATH_COMMANDS.charAt(command));
      for (int i = 0; i < PATH_NUMBERS[command]; i++) {
        path.append(i == 0 ? "" : " ").append(number(numbers[i]));
      }
    }
    return path.toString();
  }

  /** A hundredth of a pixel is nothing: shorter files. */
  private static String number(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
  }

  private static String hex(Color color) {
    return "#%06x".formatted(color.getRGB() & 0xffffff);
  }
}
