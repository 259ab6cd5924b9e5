package io.github.dl4jdeeplift.genomics.drawing;

/**
 * Where the parts of a logo lie: rows of bases, in each row the tracks one below the other.
 *
 * @param length bases of the sequence
 * @param basesPerRow bases of a full row
 * @param tracks panels in a row
 * @param lanes lines of region names above the line of the first track's name
 * @param top pixels above the first row
 */
record LogoLayout(int length, int basesPerRow, int tracks, int lanes, double top) {
  private static final double LEFT = 66;
  private static final double RIGHT = 18;
  private static final double NARROWEST = 340;
  private static final double PLOT_WIDTH = 1200;
  private static final double WIDEST_BASE = 22;
  private static final int LONGEST_ROW = 200;
  private static final int LONGEST_SINGLE_ROW = 240;
  private static final int MOST_ROWS = 60;
  private static final int MOST_TALL_ROWS = 12;

  private static final double NAME = 19;
  private static final double LANE = 14;
  private static final double BELOW_PANEL = 6;
  private static final double POSITIONS = 20;
  private static final double BETWEEN_ROWS = 12;
  private static final double POSITION_LABEL = 16;

  /**
   * Wraps rows at 200 bases, so that letters stay 6 pixels wide, evenly and at a multiple of ten; a
   * sequence of more than 60 such rows gets longer ones.
   */
  static int basesPerRow(int length) {
    if (length <= LONGEST_SINGLE_ROW) {
      return length;
    }
    int rows = Math.min(MOST_ROWS, ceilingOfQuotient(length, LONGEST_ROW));
    return 10 * ceilingOfQuotient(ceilingOfQuotient(length, rows), 10);
  }

  static double baseWidth(int basesPerRow) {
    return Math.min(WIDEST_BASE, PLOT_WIDTH / basesPerRow);
  }

  double baseWidth() {
    return baseWidth(basesPerRow);
  }

  int rows() {
    return ceilingOfQuotient(length, basesPerRow);
  }

  /** The first position of a row. */
  int start(int row) {
    return row * basesPerRow;
  }

  /** The position after a row's last. */
  int end(int row) {
    return Math.min(length, start(row) + basesPerRow);
  }

  /** The left edge of a base in its row. */
  double x(int position, int row) {
    return LEFT + (position - start(row)) * baseWidth();
  }

  /** Where a row's letters of a track go. */
  Box panel(int row, int track) {
    double y =
        top
            + row * (rowHeight() + BETWEEN_ROWS)
            + NAME
            + lanes * LANE
            + track * (NAME + panelHeight() + BELOW_PANEL);
    return new Box(LEFT, y, (end(row) - start(row)) * baseWidth(), panelHeight());
  }

  /** All panels of a row and what lies between them, region names included. */
  Box panels(int row) {
    Box first = panel(row, 0);
    double y = first.y() - NAME - lanes * LANE;
    return new Box(first.x(), y, first.width(), panel(row, tracks - 1).bottom() - y);
  }

  /** The baseline of the region names in a lane, 0 being the line of the first track's name. */
  double laneBaseline(int row, int lane) {
    return nameBaseline(row, 0) - lane * LANE;
  }

  /** The baseline of a track's name in a row. */
  double nameBaseline(int row, int track) {
    return panel(row, track).y() - 6;
  }

  double width() {
    return Math.max(NARROWEST, LEFT + basesPerRow * baseWidth() + RIGHT);
  }

  double height() {
    return panels(rows() - 1).bottom() + POSITIONS + POSITION_LABEL + 6;
  }

  /** The widest that the plots of all rows get. */
  double plotWidth() {
    return basesPerRow * baseWidth();
  }

  private double rowHeight() {
    return lanes * LANE + tracks * (NAME + panelHeight() + BELOW_PANEL) - BELOW_PANEL + POSITIONS;
  }

  private double panelHeight() {
    if (rows() <= 2) {
      return tracks == 1 ? 130 : 110;
    }
    return rows() <= MOST_TALL_ROWS ? 80 : 56;
  }

  private static int ceilingOfQuotient(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
