package io.github.dl4jdeeplift.genomics.file;

import java.nio.file.Path;

/** A file's problem as one line: control characters of a corrupt file never reach the terminal. */
final class FileProblem {
  private FileProblem() {}

  static String line(Path path, String problem) {
    return (path + ": " + problem).replaceAll("\\p{Cntrl}", "?");
  }
}
