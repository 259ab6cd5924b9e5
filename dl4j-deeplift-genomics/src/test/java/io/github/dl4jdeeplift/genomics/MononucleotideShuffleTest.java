package io.github.dl4jdeeplift.genomics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MononucleotideShuffleTest {
  private static final MononucleotideShuffle SHUFFLE = new MononucleotideShuffle();

  /**
   * A A C N G has 4!/2! = 12 orders of its known letters. 31.26 is the 0.999 quantile of the
   * chi-square distribution with 11 degrees of freedom.
   */
  @Test
  void orders_areUniformAndUnknownStaysInPlace() {
    byte[] letters = {0, 0, 1, -1, 2};
    Map<String, Integer> counts = new HashMap<>();
    for (int seed = 0; seed < 12_000; seed++) {
      byte[] shuffled = SHUFFLE.shuffled(letters, new SplittableRandom(seed));
      assertThat(shuffled[3]).isEqualTo((byte) -1);
      counts.merge(Arrays.toString(shuffled), 1, Integer::sum);
    }

    assertThat(counts).hasSize(12);
    assertThat(
            counts.values().stream().mapToDouble(count -> Math.pow(count - 1000, 2) / 1000).sum())
        .isLessThan(31.26);
  }

  @Test
  void isOnlyOrder_isTrueForOneLetterOnly() {
    assertThat(SHUFFLE.isOnlyOrder(new byte[] {1, -1, 1, 1})).isTrue();
    assertThat(SHUFFLE.isOnlyOrder(new byte[] {-1, -1})).isTrue();
    assertThat(SHUFFLE.isOnlyOrder(new byte[] {1, -1, 1, 2})).isFalse();
  }
}
