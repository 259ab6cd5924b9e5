package io.github.dl4jdeeplift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String drawn() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void terminal_showsHowFarTheWorkIsAndClearsTheLineOnce() {
    ProgressBar bar = new ProgressBar(stream, true);
    bar.begin(0, 0.5);
    bar.accept(0.5);
    bar.accept(1);
    bar.begin(0.5, 1);
    bar.accept(0.5);
    bar.close();
    bar.close();

    assertThat(drawn()).contains("25 %", "50 %", "75 %").containsOnlyOnce("\u001b[K");
  }

  @Test
  void anythingElse_staysEmpty() {
    try (ProgressBar bar = new ProgressBar(stream, false)) {
      bar.accept(0.5);
    }

    assertThat(drawn()).isEmpty();
  }
}
