package io.github.dl4jdeeplift.genomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DinucleotideShuffleTest {
  private static final String LETTERS = "ACGT";
  private static final DinucleotideShuffle SHUFFLE = new DinucleotideShuffle(4);

  @Test
  void pairCountsAndEnds_areKept() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      String sequence = randomSequence(random, 1 + random.nextInt(60));
      String shuffled = shuffled(sequence, i);

      assertThat(pairs(shuffled)).isEqualTo(pairs(sequence));
      assertThat(shuffled.charAt(0)).isEqualTo(sequence.charAt(0));
      assertThat(shuffled).endsWith(sequence.substring(sequence.length() - 1));
    }
  }

  /**
   * AACACCA: edges AA, AC, CA, AC, CC, CA. Put the loops AA and CC anywhere on the walk A C A C A:
   * AA before the 1st, 2nd or after the last C (3 ways), CC at the 1st or 2nd C (2 ways).
   */
  @Test
  void enumeration_findsTheOrdersWorkedOutByHand() {
    assertThat(orders("AACACCA"))
        .containsExactly("AACACCA", "AACCACA", "ACAACCA", "ACACCAA", "ACCAACA", "ACCACAA");
  }

  /**
   * Chi-square test over all orders. Their number is that of the BEST theorem: trees of last exits
   * times the product of (exits - 1)! (exits! at the last letter) over the product of each pair's
   * count!. GATTACAGATCA: 8 trees, A 4!, G 1!, T 2!, C 1!, the pairs GA, AT and CA twice, the
   * others once: 8 * 24 * 2 / 8 = 48. The limit is the 0.999 quantile of the chi-square
   * distribution with (orders - 1) degrees of freedom, by the Wilson-Hilferty formula.
   */
  @ParameterizedTest
  @CsvSource({
    "AACACCA, 6",
    "ACGTACTGCA, 12",
    "GATTACAGATCA, 48",
    "CAGTCATGACTGA, 108",
    "ACNGATGCTAG, 6"
  })
  void orders_areUniform(String sequence, int expectedOrders) {
    List<String> orders = List.copyOf(orders(sequence));
    int draws = 1000 * orders.size();
    Map<String, Integer> counts = new HashMap<>();
    for (int seed = 0; seed < draws; seed++) {
      counts.merge(shuffled(sequence, seed), 1, Integer::sum);
    }

    assertThat(orders).hasSize(expectedOrders);
    assertThat(counts).containsOnlyKeys(orders);
    double chiSquare =
        counts.values().stream().mapToDouble(count -> Math.pow(count - 1000, 2) / 1000).sum();
    assertThat(chiSquare).isLessThan(quantile(orders.size() - 1));
  }

  /** Quantile 0.999 from the tables: 20.52 for 5, 37.70 for 15, 149.45 for 100 degrees. */
  @Test
  void quantile_agreesWithTables() {
    assertThat(quantile(5)).isCloseTo(20.52, within(.3));
    assertThat(quantile(15)).isCloseTo(37.70, within(.3));
    assertThat(quantile(100)).isCloseTo(149.45, within(.3));
  }

  @Test
  void isOnlyOrder_agreesWithEnumeration() {
    Random random = new Random(2);
    int only = 0;
    for (int i = 0; i < 3000; i++) {
      String sequence = randomSequence(random, 1 + random.nextInt(9));
      boolean expected = orders(sequence).size() == 1;
      only += expected ? 1 : 0;

      assertThat(SHUFFLE.isOnlyOrder(letters(sequence))).as(sequence).isEqualTo(expected);
    }
    assertThat(only).isBetween(100, 2900);
  }

  @Test
  void longHomopolymerWithOneOtherLetter_isShuffled() {
    String sequence = "A".repeat(5000) + "C" + "A".repeat(5000);

    assertThat(shuffled(sequence, 4)).hasSameSizeAs(sequence).isNotEqualTo(sequence);
  }

  private static double quantile(int degrees) {
    double ninth = 2.0 / (9.0 * degrees);
    // 3.0902 is the 0.999 quantile of the normal distribution.
    return degrees * Math.pow(1 - ninth + 3.0902 * Math.sqrt(ninth), 3);
  }

  /** Every order with the same pairs, by trying every step; a run between Ns at a time. */
  private static Set<String> orders(String sequence) {
    Set<String> prefixes = new TreeSet<>(List.of(""));
    for (String run : sequence.split("(?<=N)|(?=N)", -1)) {
      List<String> next = new ArrayList<>();
      if (run.equals("N")) {
        next.add("N");
      } else {
        walk(run.substring(0, 1), pairs(run), run.length(), next);
      }
      Set<String> longer = new TreeSet<>();
      prefixes.forEach(prefix -> next.forEach(end -> longer.add(prefix + end)));
      prefixes = longer;
    }
    return prefixes;
  }

  private static void walk(
      String prefix, Map<String, Integer> left, int length, List<String> found) {
    if (prefix.length() == length) {
      found.add(prefix);
      return;
    }
    for (int i = 0; i < LETTERS.length(); i++) {
      char letter = LETTERS.charAt(i);
      String pair = prefix.substring(prefix.length() - 1) + letter;
      if (left.getOrDefault(pair, 0) > 0) {
        left.merge(pair, -1, Integer::sum);
        walk(prefix + letter, left, length, found);
        left.merge(pair, 1, Integer::sum);
      }
    }
  }

  private static Map<String, Integer> pairs(String sequence) {
    Map<String, Integer> pairs = new HashMap<>();
    for (int i = 0; i + 2 <= sequence.length(); i++) {
      pairs.merge(sequence.substring(i, i + 2), 1, Integer::sum);
    }
    return pairs;
  }

  private static String randomSequence(Random random, int length) {
    StringBuilder sequence = new StringBuilder();
    for (int i = 0; i < length; i++) {
      sequence.append(LETTERS.charAt(random.nextInt(4)));
    }
    return sequence.toString();
  }

  private static String shuffled(String sequence, long seed) {
    byte[] shuffled = SHUFFLE.shuffled(letters(sequence), new SplittableRandom(seed));
    StringBuilder result = new StringBuilder();
    for (byte letter : shuffled) {
      result.append(letter == OneHotColumns.UNKNOWN ? 'N' : LETTERS.charAt(letter));
    }
    return result.toString();
  }

  private static byte[] letters(String sequence) {
    byte[] letters = new byte[sequence.length()];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) LETTERS.indexOf(sequence.charAt(i));
    }
    return letters;
  }
}
