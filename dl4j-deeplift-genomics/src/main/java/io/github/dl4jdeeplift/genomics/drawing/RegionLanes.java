package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places the names of regions above a row so that none covers another or the first track's name.
 *
 * @param regions in order of their starts
 * @param trackName what stands at the left of lane 0
 */
record RegionLanes(List<Region> regions, String trackName) {
  static final TextStyle STYLE = TextStyle.of(11, TextStyle.Anchor.MIDDLE);

  private static final double GAP = 8;

  /** Pale, one for each name, in the order of the names. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0xfff0c2),
          new Color(0xd9e8f7),
          new Color(0xdff1dc),
          new Color(0xf8dcda),
          new Color(0xe8def3));

  /**
   * A region's part in one row.
   *
   * @param name what stands above it
   * @param left its left edge in pixels
   * @param right its right edge in pixels
   * @param center the middle of its name, which is kept within the row
   * @param lane the line of its name, 0 being that of the first track's name
   * @param color what lies behind it
   */
  record Part(String name, double left, double right, double center, int lane, Color color) {
    private double nameEnd() {
      return center + StrokeFont.width(name, STYLE) / 2;
    }
  }

  /** How many lanes the names of any row take above lane 0. */
  int lanesAbove(LogoLayout layout) {
    return IntStream.range(0, layout.rows())
        .flatMap(row -> place(row, layout).stream().mapToInt(Part::lane))
        .max()
        .orElse(0);
  }

  /**
   * Places the regions of a row.
   *
   * @param row the row
   * @param layout where bases lie; its number of lanes plays no part
   */
  List<Part> place(int row, LogoLayout layout) {
    List<Part> parts = new ArrayList<>();
    for (Region region : regions) {
      if (region.start() < layout.end(row) && region.end() > layout.start(row)) {
        parts.add(part(region, row, layout, parts));
      }
    }
    return parts;
  }

  private Part part(Region region, int row, LogoLayout layout, List<Part> before) {
    double left = layout.x(Math.max(region.start(), layout.start(row)), row);
    double right = layout.x(Math.min(region.end(), layout.end(row)), row);
    double rowLeft = layout.x(layout.start(row), row);
    double rowRight = layout.x(layout.end(row), row);
    double half = StrokeFont.width(region.name(), STYLE) / 2;
    double center = Math.max(rowLeft + half, Math.min(rowRight - half, (left + right) / 2));
    double trackNameEnd = rowLeft + StrokeFont.width(trackName, LogoDrawing.NAME);
    int lane = trackNameEnd + GAP > center - half ? 1 : 0;
    while (isTaken(lane, center - half, before)) {
      lane++;
    }
    return new Part(region.name(), left, right, center, lane, color(region));
  }

  private Color color(Region region) {
    List<String> names = regions.stream().map(Region::name).distinct().sorted().toList();
    return COLORS.get(names.indexOf(region.name()) % COLORS.size());
  }

  private static boolean isTaken(int lane, double from, List<Part> before) {
    return before.stream().anyMatch(part -> part.lane() == lane && part.nameEnd() + GAP > from);
  }
}
