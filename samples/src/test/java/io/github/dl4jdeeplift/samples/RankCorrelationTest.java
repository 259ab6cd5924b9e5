package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  private static final double[] RISING = {-3, 0.5, 2, 70};

  @Test
  void correlation_ofTheSameOrder_isOne() {
    assertThat(RankCorrelation.of(RISING, new double[] {1, 2, 3, 4})).isEqualTo(1);
  }

  @Test
  void correlation_ofTheOppositeOrder_isMinusOne() {
    assertThat(RankCorrelation.of(RISING, new double[] {4, 3, 2, 1})).isEqualTo(-1);
  }

  /** Ranks 1 2 3 4 and 2 1 3 4: 1 − 6·(1 + 1)/(4·15) = 0.8. */
  @Test
  void correlation_ofNeighborsInExchange_isFourFifths() {
    assertThat(RankCorrelation.of(RISING, new double[] {2, 1, 3, 4})).isCloseTo(0.8, within(1e-12));
  }
}
