package io.github.dl4jdeeplift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.IncompleteAttributionException;
import io.github.dl4jdeeplift.ParityException;
import io.github.dl4jdeeplift.cli.failure.ExitCode;
import org.junit.jupiter.api.Test;

/** What an exception becomes. */
class FailureTest {
  @Test
  void incompleteAttribution_isBeyondTolerance() {
    Failure failure = Failure.of(new IncompleteAttributionException("miss by 0.1"));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.BEYOND_TOLERANCE);
    assertThat(failure.exitCode().number()).isEqualTo(4);
    assertThat(failure.message()).isEqualTo("miss by 0.1");
  }

  @Test
  void parity_isAnUnsupportedModel() {
    assertThat(Failure.of(new ParityException("differs")).exitCode().number()).isEqualTo(3);
  }

  @Test
  void anythingElse_isAnInternalErrorWithItsPlaceAndAHint() {
    Failure failure = Failure.of(new IllegalStateException("broken"));

    assertThat(failure.exitCode().number()).isEqualTo(1);
    assertThat(failure.message())
        .contains(
            "internal error", "IllegalStateException: broken", "FailureTest", "DEEPLIFT_DEBUG");
  }

  @Test
  void shortageOfMemory_saysWhatToDo() {
    Failure failure = Failure.of(new OutOfMemoryError("Cannot allocate"));

    assertThat(failure.exitCode().number()).isEqualTo(1);
    assertThat(failure.message()).contains("Cannot allocate", "--batch-size");
  }

  @Test
  void severalLines_becomeOne() {
    Failure failure = Failure.of(new ParityException("one\n  two\r\nthree\u001b[31m\u2028four"));

    assertThat(failure.message()).isEqualTo("one two three [31m four");
  }
}
