package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.genomics.drawing.SequenceLogo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws DeepLIFT beside gradient × input, with the planted motifs marked. */
public final class LogoFiles {
  private LogoFiles() {}

  /**
   * Writes the logo of one sequence as SVG and PNG.
   *
   * @param file where, without the ending
   * @param title what it shows
   * @param sequence the sequence and its scores
   * @param motifs planted motifs
   * @throws IOException if the folder cannot be made
   */
  public static void write(
      Path file, String title, ExplainedSequence sequence, List<PlantedMotif> motifs)
      throws IOException {
    SequenceLogo.Builder logo =
        SequenceLogo.builder()
            .title(title)
            .valueLabel("contribution to logit")
            .sequence(sequence.oneHot())
            .track("DeepLIFT", sequence.deepLift())
            .track("gradient × input", sequence.gradientTimesInput());
    motifs.forEach(motif -> logo.region(motif.name(), motif.start(), motif.end()));
    Files.createDirectories(file.toAbsolutePath().getParent());
    SequenceLogo drawn = logo.build();
    drawn.writeSvg(file.resolveSibling(file.getFileName() + ".svg"));
    drawn.writePng(file.resolveSibling(file.getFileName() + ".png"));
  }
}
