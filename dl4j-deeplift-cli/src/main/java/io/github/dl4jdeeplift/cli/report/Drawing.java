package io.github.dl4jdeeplift.cli.report;

import io.github.dl4jdeeplift.genomics.drawing.HeatMap;
import io.github.dl4jdeeplift.genomics.drawing.SequenceLogo;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The picture of an example.
 *
 * @param svg writes it as SVG
 * @param png writes it as PNG
 */
record Drawing(Consumer<Path> svg, Consumer<Path> png) {
  static Drawing of(SequenceLogo logo) {
    return new Drawing(logo::writeSvg, logo::writePng);
  }

  static Drawing of(HeatMap map) {
    return new Drawing(map::writeSvg, map::writePng);
  }

  /** Writes both, as {@code NAME.svg} and {@code NAME.png}. */
  void write(Path folder, String name) {
    svg.accept(folder.resolve(name + ".svg"));
    png.accept(folder.resolve(name + ".png"));
  }
}
