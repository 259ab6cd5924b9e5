package io.github.dl4jdeeplift.genomics.drawing;

/**
 * Where the parts of a heat map lie: pictures side by side, in as many rows as it takes, a color
 * bar below each panel.
 *
 * @param pictures how many, the image included
 * @param pictureWidth of one picture in pixels
 * @param pictureHeight of one picture in pixels
 * @param top pixels above the pictures' names
 */
record HeatMapLayout(int pictures, double pictureWidth, double pictureHeight, double top) {
  private static final double MARGIN = 20;
  private static final double GAP = 28;
  private static final double WIDEST_ROW = 1280;
  private static final double NAME = 20;
  private static final double NARROWEST = 130;
  private static final double TARGET = 280;
  private static final double LARGEST = 560;
  private static final double TO_BAR = 14;
  private static final double BAR = 10;
  private static final double BELOW_BAR = 44;

  static HeatMapLayout of(HeatMap map) {
    PixelValues values = map.panels().get(0).values();
    int longer = Math.max(values.width(), values.height());
    // Whole screen pixels for each of the image's keep its grid even.
    double zoom = Math.min(Math.max(1, Math.floor(TARGET / longer)), LARGEST / longer);
    return new HeatMapLayout(
        map.panels().size() + (map.image() == null ? 0 : 1),
        values.width() * zoom,
        values.height() * zoom,
        map.title().isEmpty() ? 8 : 38);
  }

  Box picture(int index) {
    double x = columnX(index) + (columnWidth() - pictureWidth) / 2;
    int row = index / columns();
    return new Box(x, top + row * rowHeight() + NAME, pictureWidth, pictureHeight);
  }

  Box bar(int index) {
    return new Box(columnX(index), picture(index).bottom() + TO_BAR, columnWidth(), BAR);
  }

  private double columnX(int index) {
    int column = index % columns();
    return MARGIN + column * (columnWidth() + GAP);
  }

  private int columns() {
    int most = (int) ((WIDEST_ROW - 2 * MARGIN + GAP) / (columnWidth() + GAP));
    return Math.min(pictures, Math.max(1, most));
  }

  double columnWidth() {
    return Math.max(pictureWidth, NARROWEST);
  }

  private double rowHeight() {
    return NAME + pictureHeight + TO_BAR + BAR + BELOW_BAR;
  }

  double width() {
    return 2 * MARGIN + columns() * columnWidth() + (columns() - 1) * GAP;
  }

  double height() {
    int rows = (pictures + columns() - 1) / columns();
    return top + rows * rowHeight();
  }
}
