package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.genomics.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether results can be written where they shall be, found out before the work. */
final class OutputPlaces {
  private OutputPlaces() {}

  /**
   * Refuses a place that cannot be written.
   *
   * @param option the option that names it
   * @param output the file
   * @param taken files that must not be overwritten
   */
  static void check(String option, Path output, List<Path> taken) {
    WholeFile.checkWritable(output);
    for (Path other : taken) {
      if (isSame(output, other)) {
        throw RefusedException.badInput(
            "%s %s: is also read or written by another option; give another name"
                .formatted(option, output));
      }
    }
  }

  private static boolean isSame(Path output, Path other) {
    try {
      return output.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
          || (Files.exists(output) && Files.exists(other) && Files.isSameFile(output, other));
    } catch (IOException e) {
      return false; // whatever is wrong with the input is said when it is read
    }
  }

  /** Refuses a report's folder that cannot be made. */
  static void checkFolder(Path report) {
    if (Files.exists(report) && !Files.isDirectory(report)) {
      throw RefusedException.badInput(
          "--report %s: is a file; give a folder's name".formatted(report));
    }
    Path parent = report.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw RefusedException.badInput(
          "--report %s: the folder %s does not exist; create it first".formatted(report, parent));
    }
    // A file where the report will be tells whether there is room for files.
    WholeFile.checkWritable(
        (Files.isDirectory(report) ? report : parent).resolve("deeplift-report"));
  }
}
