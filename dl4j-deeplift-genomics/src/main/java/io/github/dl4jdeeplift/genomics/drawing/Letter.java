package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * The letters of a logo: outlines that fill a square of 100 units to its edges, y pointing up.
 *
 * <p>The colors are the field's (A green, C blue, G orange, T red) in shades that differ in
 * brightness too.
 */
enum Letter {
  A(
      0x109648,
      "M 0 0 L 38.5 100 L 61.5 100 L 100 0 L 78.5 0 L 70 22.5 L 30 22.5 L 21.5 0 Z"
          + " M 36 38.5 L 64 38.5 L 50 76 Z"),
  C(
      0x255c99,
      "M 99 69 C 95 88 77 100 53 100 H 0 50 V 53 0 C 77 0 96 12.5 100 33 L 79 37.5"
          + " C 76 24 67 16 53 16 H 21.5 50 V 53 84 C 66.5 84 75.5 76.5 78 64.5 Z"),
  G(
      0xf2a51f,
      "M 97.5 70.5 C 93 89 76 100 53 100 H 0 50 V 54 0 C 72 0 88 6.5 100 17 L 100 53 L 53 53"
          + " L 53 37.5 L 80 37.5 L 80 25 C 73 19 64 16 54.5 16 H 21.5 50 V 53.5 84"
          + " C 66 84 74.5 77.5 77 66 Z"),
  T(0xd62839, "M 0 100 L 100 100 L 100 84 L 60.5 84 L 60.5 0 L 39.5 0 L 39.5 84 L 0 84 Z"),
  /** An unknown base. */
  N(0x888888, "M 0 0 L 0 100 L 22 100 L 80 32 L 80 100 L 100 100 L 100 0 L 78 0 L 20 68 L 20 0 Z");

  /** The letters of the channels. */
  static final List<Letter> BASES = List.of(A, C, G, T);

  private final Color color;
  private final String outline;

  Letter(int rgb, String outline) {
    this.color = new Color(rgb);
    this.outline = outline;
  }

  Color color() {
    return color;
  }

  /** A new copy of the outline. */
  Path2D outline() {
    return OutlineParser.parse(outline);
  }
}
