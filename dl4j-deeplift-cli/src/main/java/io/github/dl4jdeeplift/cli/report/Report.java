package io.github.dl4jdeeplift.cli.report;

import io.github.dl4jdeeplift.genomics.drawing.Figure;
import io.github.dl4jdeeplift.genomics.file.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A report that is made, and published when everything else is done as well.
 *
 * <pre>{@code
 * try (Report report = Report.make(folder, content, tracks)) {
 *   report.publish();
 * }
 * }</pre>
 */
public final class Report implements AutoCloseable {
  private final ReportFolder folder;

  private Report(ReportFolder folder) {
    this.folder = folder;
  }

  /**
   * Makes all files, beside the folder.
   *
   * @param folder the report's folder; its parent must exist
   * @param content what it says
   * @param tracks what is drawn of each example
   */
  public static Report make(Path folder, ReportContent content, List<Track> tracks) {
    ReportFolder made = new ReportFolder(folder);
    try {
      Pictures pictures = new Pictures(content.first().examples(), tracks);
      IntStream.range(0, content.shown())
          .parallel()
          .forEach(example -> draw(pictures.of(example), made, example));
      String page = new ReportPage(content, pictures).html();
      WholeFile.write(
          made.beside().resolve("index.html"),
          out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
      return new Report(made);
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  private static void draw(Figure figure, ReportFolder made, int example) {
    String name = ReportContent.name(example);
    figure.writeSvg(made.beside().resolve(name + ".svg"));
    figure.writePng(made.beside().resolve(name + ".png"));
  }

  /** Puts the report in place. */
  public void publish() {
    folder.publish();
  }

  /** Removes what was made and not published. */
  @Override
  public void close() {
    folder.close();
  }
}
