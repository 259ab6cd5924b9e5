package io.github.dl4jdeeplift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The command, run in this process.
 *
 * @param exitCode what it ended with
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record CommandRun(int exitCode, String out, String err) {
  /** Runs the command; arguments are texts or paths. */
  static CommandRun of(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
    int exitCode = Main.run(texts, printer(out), printer(err));
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Requires success, with nothing on stderr. */
  CommandRun requireDone() {
    assertThat(err).isEmpty();
    assertThat(exitCode).isZero();
    return this;
  }

  /** Requires an exit code, and one line on stderr that holds all of these texts. */
  void requireRefusal(int expected, String... texts) {
    assertThat(err).startsWith("deeplift: ").endsWith(System.lineSeparator());
    assertThat(err.lines()).as(err).hasSize(1);
    assertThat(err).contains(texts);
    assertThat(exitCode).as(err).isEqualTo(expected);
  }
}
