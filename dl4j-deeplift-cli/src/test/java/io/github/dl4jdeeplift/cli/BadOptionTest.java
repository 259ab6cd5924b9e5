package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_NETWORK;
import static io.github.dl4jdeeplift.cli.TestFiles.SAMPLE_SEQUENCES;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that are wrong or contradict one another: exit code 2, one line. */
class BadOptionTest {
  @TempDir private Path folder;

  private CommandRun explain(Object... arguments) {
    Stream<Object> sound =
        Stream.of(
            "explain",
            "--model",
            SAMPLE_NETWORK,
            "--fasta",
            SAMPLE_SEQUENCES,
            "--output",
            folder.resolve("out.npz"));
    CommandRun run = CommandRun.of(Stream.concat(sound, Arrays.stream(arguments)).toArray());
    assertThat(folder).isEmptyDirectory();
    return run;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --rule linear            | is none of rescale, reveal-cancel, genomics-default, gradient
          --max-pooling max        | is none of cross-max, paper, gradient-at-input
          --batch-size 0           | --batch-size 0
          --batch-size -5          | --batch-size -5
          --batch-size many        | many
          --memory 0               | --memory 0
          --seed x                 | --seed
          --nonsense               | Unknown option: '--nonsense'
          --nonsense=3             | Unknown option: '--nonsense=3'
          --reference --nonsense   | Unknown option: '--nonsense'
          --target --nonsense      | Unknown option: '--nonsense'
          --target                 | --target
          --reference              | --reference
          surplus                  | surplus
          """)
  void nonsense_isRefused(String options, String message) {
    explain((Object[]) options.split(" ", -1)).requireRefusal(2, message);
  }

  /** A file of arguments is no part of the command line; names of files may begin with @. */
  @Test
  void atSign_isPartOfAName() {
    Path file = TestFiles.text(folder, "arguments", "--help");

    CommandRun.of("@" + file).requireRefusal(2, "Unmatched argument at index 0: '@");
  }

  @Test
  void examplesOfTwoKindsOrNone_areRefused() {
    explain("--input", "x.npy").requireRefusal(2, "--input and --fasta exclude one another");
    CommandRun.of("explain", "--model", SAMPLE_NETWORK, "--output", folder.resolve("out.npz"))
        .requireRefusal(2, "no examples");
  }

  @Test
  void missingOptions_areNamed() {
    CommandRun.of("explain", "--fasta", SAMPLE_SEQUENCES)
        .requireRefusal(2, "--model", "--output", "deeplift explain --help");
  }

  @Test
  void missingOrUnknownCommand_isRefused() {
    CommandRun.of().requireRefusal(2, "give a command: explain, inspect or verify");
    CommandRun.of("explode").requireRefusal(2, "explode", "deeplift --help");
  }
}
