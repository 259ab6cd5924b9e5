package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A font of strokes of our own, since a Java runtime without a display often has no fonts at all
 * and then fails on the first letter. Measures are near Helvetica's, so that text laid out by it
 * also fits in an SVG viewer's font.
 */
final class StrokeFont {
  private static final Map<Integer, Glyph> GLYPHS = load();
  private static final Glyph MISSING = Objects.requireNonNull(GLYPHS.get((int) '□'));

  /** Font sizes per unit of the outlines: capitals, 20 units, are 0.716 of the size high. */
  private static final double UNIT = 0.716 / 20;

  private static final double GAP = 4.4;
  private static final double BOLD_GAP = 1;
  private static final double SPACE = 8;

  private StrokeFont() {}

  /**
   * A character.
   *
   * @param width how wide it is, without the gap to the next
   * @param strokes the way of the pen, y pointing up
   */
  private record Glyph(double width, Path2D strokes) {}

  /** How wide text is. */
  static double width(String text, TextStyle style) {
    double units = text.codePoints().mapToDouble(character -> advance(character, style)).sum();
    return Math.max(0, units - GAP) * UNIT * style.size();
  }

  /** Cuts text to a width; an ellipsis stands for what is lost. */
  static String fit(String text, TextStyle style, double width) {
    if (width(text, style) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 0 && width(text.substring(0, end) + "…", style) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  /** Draws text from the origin to the right, its baseline on the x axis, in the current color. */
  static void draw(String text, TextStyle style, Graphics2D graphics) {
    double scale = UNIT * style.size();
    float pen = (float) (style.size() * (style.bold() ? 0.125 : 0.085));
    graphics.setStroke(new BasicStroke(pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double x = 0;
    for (int character : text.codePoints().toArray()) {
      AffineTransform place = new AffineTransform(scale, 0, 0, -scale, x * scale, 0);
      if (character != ' ') {
        graphics.draw(place.createTransformedShape(glyph(character).strokes()));
      }
      x += advance(character, style);
    }
  }

  private static double advance(int character, TextStyle style) {
    double gap = style.bold() ? GAP + BOLD_GAP : GAP;
    return character == ' ' ? SPACE : glyph(character).width() + gap;
  }

  private static Glyph glyph(int character) {
    return GLYPHS.getOrDefault(character, MISSING);
  }

  private static Map<Integer, Glyph> load() {
    Map<Integer, Glyph> glyphs = new HashMap<>();
    try (InputStream in = StrokeFont.class.getResourceAsStream("stroke-font.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // A glyph of the sharp sign starts with "# " and a digit, a comment with "# " and a letter.
        if (!line.startsWith("# ") || Character.isDigit(line.charAt(2))) {
          String[] parts = line.split(" ", 3);
          glyphs.put(
              parts[0].codePointAt(0),
              new Glyph(Double.parseDouble(parts[1]), OutlineParser.parse(parts[2])));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return glyphs;
  }
}
