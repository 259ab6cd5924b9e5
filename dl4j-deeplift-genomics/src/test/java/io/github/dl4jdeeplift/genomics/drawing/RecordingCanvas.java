package io.github.dl4jdeeplift.genomics.drawing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is drawn, for tests to look at. */
final class RecordingCanvas implements Canvas {
  final List<DrawnLetter> letters = new ArrayList<>();
  final List<DrawnText> texts = new ArrayList<>();
  final List<DrawnRectangle> rectangles = new ArrayList<>();
  final List<Line> lines = new ArrayList<>();
  final List<DrawnImage> images = new ArrayList<>();

  record DrawnLetter(Letter letter, Box box, boolean upsideDown) {}

  record DrawnText(String text, double x, double y, TextStyle style) {
    /** The area that the text covers, with descenders left out. */
    Box box() {
      double width = StrokeFont.width(text, style);
      double left = x - style.anchor().fraction() * width;
      return new Box(left, y - style.capHeight(), width, style.capHeight());
    }
  }

  record DrawnRectangle(Box box, Color color) {}

  record DrawnImage(BufferedImage image, Box box) {}

  @Override
  public void rectangle(Box box, Color color) {
    rectangles.add(new DrawnRectangle(box, color));
  }

  @Override
  public void line(Line line) {
    lines.add(line);
  }

  @Override
  public void letter(Letter letter, Box box, boolean upsideDown) {
    letters.add(new DrawnLetter(letter, box, upsideDown));
  }

  @Override
  public void text(String text, double x, double y, TextStyle style) {
    texts.add(new DrawnText(text, x, y, style));
  }

  @Override
  public void image(BufferedImage image, Box box) {
    images.add(new DrawnImage(image, box));
  }

  DrawnText text(String text) {
    return texts.stream().filter(drawn -> drawn.text().equals(text)).findFirst().orElseThrow();
  }
}
