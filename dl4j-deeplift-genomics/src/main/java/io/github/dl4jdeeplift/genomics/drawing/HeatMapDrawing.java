package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Draws a heat map on a canvas. */
final class HeatMapDrawing {
  private static final Color FRAME = new Color(0x999999);
  private static final TextStyle TITLE = TextStyle.of(15, TextStyle.Anchor.START).inBold();
  private static final TextStyle NAME = TextStyle.of(12, TextStyle.Anchor.MIDDLE).inBold();
  private static final TextStyle LABEL = TextStyle.of(11, TextStyle.Anchor.MIDDLE);
  private static final TextStyle TICK_LEFT = TextStyle.of(10, TextStyle.Anchor.START);
  private static final TextStyle TICK = TextStyle.of(10, TextStyle.Anchor.MIDDLE);
  private static final TextStyle TICK_RIGHT = TextStyle.of(10, TextStyle.Anchor.END);
  private static final int BAR_STEPS = 64;

  private final HeatMap map;
  private final HeatMapLayout layout;
  private final Canvas canvas;

  HeatMapDrawing(HeatMap map, HeatMapLayout layout, Canvas canvas) {
    this.map = map;
    this.layout = layout;
    this.canvas = canvas;
  }

  void draw() {
    double width = layout.width() - 40;
    canvas.text(StrokeFont.fit(map.title(), TITLE, width), 20, 25, TITLE);
    int index = 0;
    PixelValues image = map.image();
    if (image != null) {
      drawFramed(Raster.picture(image), layout.picture(index));
      drawName("input", index++);
    }
    for (HeatMapPanel panel : map.panels()) {
      drawPanel(panel, index++);
    }
  }

  private void drawPanel(HeatMapPanel panel, int index) {
    double limit = panel.values().largestMagnitude();
    drawFramed(Raster.diverging(panel.values(), limit), layout.picture(index));
    drawName(panel.name(), index);
    Box bar = layout.bar(index);
    drawFramed(Raster.diverging(ramp(), 1), bar);
    double baseline = bar.bottom() + 13;
    if (limit > 0) {
      String label = label(limit);
      canvas.text("−" + label, bar.x(), baseline, TICK_LEFT);
      canvas.text(label, bar.right(), baseline, TICK_RIGHT);
    }
    canvas.text("0", bar.centerX(), baseline, TICK);
    canvas.text(
        StrokeFont.fit(map.valueLabel(), LABEL, layout.columnWidth() + 20),
        bar.centerX(),
        bar.bottom() + 29,
        LABEL);
  }

  private void drawName(String name, int index) {
    Box picture = layout.picture(index);
    canvas.text(
        StrokeFont.fit(name, NAME, layout.columnWidth()), picture.centerX(), picture.y() - 7, NAME);
  }

  private void drawFramed(BufferedImage image, Box box) {
    canvas.image(image, box);
    canvas.line(Line.horizontal(box.x(), box.right(), box.y(), FRAME));
    canvas.line(Line.horizontal(box.x(), box.right(), box.bottom(), FRAME));
    canvas.line(Line.vertical(box.x(), box.y(), box.bottom(), FRAME));
    canvas.line(Line.vertical(box.right(), box.y(), box.bottom(), FRAME));
  }

  /** Two digits that count. */
  private static String label(double limit) {
    return RoundStep.label(limit, Math.pow(10, Math.floor(Math.log10(limit)) - 1));
  }

  private static PixelValues ramp() {
    double[] values = new double[2 * BAR_STEPS + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = (double) (i - BAR_STEPS) / BAR_STEPS;
    }
    return new PixelValues(1, values.length, 1, values);
  }
}
