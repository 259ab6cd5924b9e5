package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** Draws a logo on a canvas. */
final class LogoDrawing {
  private static final Color AXIS = new Color(0x666666);
  private static final Color ZERO_LINE = new Color(0xaaaaaa);
  private static final TextStyle TITLE = TextStyle.of(15, TextStyle.Anchor.START).inBold();
  static final TextStyle NAME = TextStyle.of(12, TextStyle.Anchor.START).inBold();
  private static final TextStyle TICK = TextStyle.of(10, TextStyle.Anchor.END);
  private static final TextStyle POSITION = TextStyle.of(10, TextStyle.Anchor.MIDDLE);
  private static final TextStyle LABEL = TextStyle.of(11, TextStyle.Anchor.MIDDLE);

  private static final double LABEL_X = 16;
  private static final double TICK_LENGTH = 4;
  private static final double POSITION_SPACING = 48;
  private static final double SMALLEST_LETTER = 0.5;
  private static final int MOST_LETTERS = 20_000;

  /** Below this many pixels a letter is no longer read, and a bar says the same. */
  private static final double NARROWEST_LETTER = 2.5;

  private final SequenceLogo logo;
  private final LogoLayout layout;
  private final double smallestLetter;
  private final Canvas canvas;

  LogoDrawing(SequenceLogo logo, LogoLayout layout, Canvas canvas) {
    this.logo = logo;
    this.layout = layout;
    this.canvas = canvas;
    this.smallestLetter = smallestLetter();
  }

  void draw() {
    canvas.text(StrokeFont.fit(logo.title(), TITLE, layout.width() - 32), LABEL_X, 25, TITLE);
    for (int row = 0; row < layout.rows(); row++) {
      drawRegions(row);
      for (int track = 0; track < logo.tracks().size(); track++) {
        drawTrack(track, row);
      }
      drawPositions(row);
      drawValueLabel(layout.panels(row));
    }
    Box last = layout.panels(layout.rows() - 1);
    canvas.text("position (from 0)", last.x() + layout.plotWidth() / 2, last.bottom() + 34, LABEL);
  }

  private void drawRegions(int row) {
    Box panels = layout.panels(row);
    List<RegionLanes.Part> parts = logo.regionLanes().place(row, layout);
    for (RegionLanes.Part part : parts) {
      canvas.rectangle(
          new Box(part.left(), panels.y(), part.right() - part.left(), panels.height()),
          part.color());
    }
    for (RegionLanes.Part part : parts) {
      canvas.text(
          part.name(), part.center(), layout.laneBaseline(row, part.lane()), RegionLanes.STYLE);
    }
  }

  private void drawTrack(int index, int row) {
    LogoTrack track = logo.tracks().get(index);
    Box panel = layout.panel(row, index);
    double zero = track.scale().y(0, panel);
    canvas.line(Line.horizontal(panel.x(), panel.right(), zero, ZERO_LINE));
    for (Symbol symbol : track.symbols()) {
      if (symbol.position() >= layout.start(row) && symbol.position() < layout.end(row)) {
        drawSymbol(symbol, track.scale(), row, panel);
      }
    }
    drawScale(track.scale(), panel);
    canvas.text(
        StrokeFont.fit(track.name(), NAME, layout.width() - panel.x()),
        panel.x(),
        layout.nameBaseline(row, index),
        NAME);
  }

  private void drawScale(ValueScale scale, Box panel) {
    canvas.line(Line.vertical(panel.x(), panel.y(), panel.bottom(), AXIS));
    for (Tick tick : scale.ticks()) {
      double y = scale.y(tick.value(), panel);
      canvas.line(Line.horizontal(panel.x() - TICK_LENGTH, panel.x(), y, AXIS));
      canvas.text(tick.label(), panel.x() - 7, y + TICK.capHeight() / 2, TICK);
    }
  }

  private void drawSymbol(Symbol symbol, ValueScale scale, int row, Box panel) {
    double top = scale.y(symbol.high(), panel);
    double height = scale.y(symbol.low(), panel) - top;
    if (height < smallestLetter) {
      return;
    }
    double width = layout.baseWidth();
    double gap = Math.min(0.5, 0.04 * width);
    Box box = new Box(layout.x(symbol.position(), row) + gap, top, width - 2 * gap, height);
    if (width < NARROWEST_LETTER) {
      canvas.rectangle(box, symbol.letter().color());
    } else {
      canvas.letter(symbol.letter(), box, symbol.isNegative());
    }
  }

  private void drawPositions(int row) {
    Box panels = layout.panels(row);
    canvas.line(Line.horizontal(panels.x(), panels.right(), panels.bottom(), AXIS));
    int step = (int) Math.max(1, RoundStep.atLeast(POSITION_SPACING / layout.baseWidth()));
    for (int position = layout.start(row); position < layout.end(row); position++) {
      if (position % step == 0) {
        double x = layout.x(position, row) + layout.baseWidth() / 2;
        canvas.line(Line.vertical(x, panels.bottom(), panels.bottom() + TICK_LENGTH, AXIS));
        canvas.text(String.valueOf(position), x, panels.bottom() + 15, POSITION);
      }
    }
  }

  private void drawValueLabel(Box panels) {
    double width = StrokeFont.width(logo.valueLabel(), LABEL);
    double size = LABEL.size() * Math.min(1, (panels.height() + 20) / Math.max(width, 1));
    canvas.text(
        logo.valueLabel(),
        LABEL_X,
        panels.centerY(),
        TextStyle.of(size, TextStyle.Anchor.MIDDLE).upwards());
  }

  /** Half a pixel, or more where there would be more letters than a viewer likes. */
  private double smallestLetter() {
    double[] heights =
        logo.tracks().stream()
            .flatMapToDouble(
                track ->
                    track.symbols().stream()
                        .mapToDouble(
                            symbol ->
                                symbol.height()
                                    / track.scale().range()
                                    * layout.panel(0, 0).height()))
            .sorted()
            .toArray();
    int surplus = heights.length - MOST_LETTERS;
    return surplus <= 0
        ? SMALLEST_LETTER
        : Math.max(SMALLEST_LETTER, Arrays.stream(heights).skip(surplus).findFirst().orElse(0));
  }
}
