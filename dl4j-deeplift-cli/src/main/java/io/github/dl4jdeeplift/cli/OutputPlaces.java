package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.genomics.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether results can be written where they shall be, found out before the work. */
final class OutputPlaces {
  private OutputPlaces() {}

  /**
   * Refuses places that cannot be written.
   *
   * @param output the file of results
   * @param report the report's folder; null where none is wanted
   * @param inputs files that are read, which must not be overwritten
   */
  static void check(Path output, @Nullable Path report, List<Path> inputs) {
    WholeFile.checkWritable(output);
    for (Path input : inputs) {
      if (isSame(output, input)) {
        throw RefusedException.badInput(
            "--output %s: is also read; give another name".formatted(output));
      }
    }
    if (report != null) {
      checkFolder(report);
    }
  }

  private static boolean isSame(Path output, Path input) {
    try {
      return Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input);
    } catch (IOException e) {
      return false; // whatever is wrong with the input is said when it is read
    }
  }

  private static void checkFolder(Path report) {
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
