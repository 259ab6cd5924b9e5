package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The numeric cases of a folder. */
final class CaseFolder {
  private CaseFolder() {}

  /** Reads all of them, in the order of their files' names; a folder without a case fails. */
  static List<NumericCase> read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<NumericCase> cases =
          files
              .filter(file -> file.getFileName().toString().endsWith(".json"))
              .sorted()
              .map(NumericCase::read)
              .toList();
      assertThat(cases).as("*.json in %s", folder).isNotEmpty();
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
