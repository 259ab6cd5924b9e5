package io.github.dl4jdeeplift.genomics.drawing;

import io.github.dl4jdeeplift.genomics.file.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A picture that can be drawn on any canvas.
 *
 * @param title what it shows
 * @param width in pixels
 * @param height in pixels
 * @param drawing draws it
 */
record Picture(String title, double width, double height, Consumer<Canvas> drawing) {
  /** Pixels of the largest image: about 100 MB of memory. */
  private static final double LARGEST_IMAGE = 25e6;

  String svg() {
    SvgCanvas canvas = new SvgCanvas(width, height, title);
    drawing.accept(canvas);
    return canvas.text();
  }

  byte[] png() {
    int scale = width * height * 4 <= LARGEST_IMAGE ? 2 : 1;
    try (PngCanvas canvas = new PngCanvas(width, height, scale)) {
      drawing.accept(canvas);
      return PngBytes.of(canvas.image());
    }
  }

  void writeSvg(Path path) {
    byte[] bytes = svg().getBytes(StandardCharsets.UTF_8);
    WholeFile.write(path, out -> out.write(bytes));
  }

  void writePng(Path path) {
    byte[] bytes = png();
    WholeFile.write(path, out -> out.write(bytes));
  }
}
