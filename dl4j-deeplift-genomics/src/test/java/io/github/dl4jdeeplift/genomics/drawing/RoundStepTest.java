package io.github.dl4jdeeplift.genomics.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundStepTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.1, 2",
    "2, 2",
    "2.1, 5",
    "5.1, 10",
    "0.3, 0.5",
    "0.00007, 0.0001",
    "46, 50",
    "1e9, 1e9"
  })
  void atLeast_isTheNextRoundStep(double minimum, double step) {
    assertThat(RoundStep.atLeast(minimum)).isCloseTo(step, within(step * 1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0",
    "-0.5, 0.5, −0.5",
    "1, 0.5, 1.0",
    "0.15, 0.05, 0.15",
    "-20, 10, −20",
    "0.0002, 0.0001, 2e−4",
    "-0.00015, 0.00005, −1.5e−4",
    "2000000, 1000000, 2e6",
  })
  void label_hasTheDigitsThatItNeeds(double value, double step, String label) {
    assertThat(RoundStep.label(value, step)).isEqualTo(label);
  }

  @Test
  void ticks_holdZeroAndStayInside() {
    ValueScale scale = ValueScale.around(-1, 2);

    assertThat(scale.ticks()).extracting(Tick::label).containsExactly("−1", "0", "1", "2");
  }
}
