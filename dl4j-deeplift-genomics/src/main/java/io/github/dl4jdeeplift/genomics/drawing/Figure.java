package io.github.dl4jdeeplift.genomics.drawing;

import java.nio.file.Path;

/** A drawing of contributions that can be written as SVG and as PNG. */
public abstract sealed class Figure permits SequenceLogo, HeatMap {
  Figure() {}

  /**
   * Writes SVG, whole or not at all. Letters are outlines; labels are text.
   *
   * @param path the file; an existing one is replaced
   * @throws io.github.dl4jdeeplift.genomics.file.UnwritableFileException if it cannot be written
   */
  public final void writeSvg(Path path) {
    picture().writeSvg(path);
  }

  /**
   * Writes PNG, whole or not at all, two pixels for each of the SVG's, one where the picture is
   * very large. Needs no fonts; where {@code DISPLAY} names a display that is not there, Java wants
   * {@code -Djava.awt.headless=true}.
   *
   * @param path the file; an existing one is replaced
   * @throws io.github.dl4jdeeplift.genomics.file.UnwritableFileException if it cannot be written
   */
  public final void writePng(Path path) {
    picture().writePng(path);
  }

  /**
   * Returns SVG, to be put into a page.
   *
   * @return an SVG document
   */
  public final String toSvg() {
    return picture().svg();
  }

  abstract Picture picture();
}
