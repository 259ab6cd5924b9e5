package io.github.dl4jdeeplift.genomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class ShuffledReferenceTest {
  private static final String BASES = "ACGTTGCAACGGTACCATGATTACAG";

  private static INDArray oneHot(String bases, RNNFormat format) {
    return OneHotSequences.of(List.of(new FastaRecord("a", "", bases)), format).array();
  }

  @Test
  void equalSeeds_giveEqualShuffles() {
    ShuffledReference shuffle = ShuffledReference.dinucleotide(2);
    INDArray example = oneHot(BASES, RNNFormat.NWC);

    assertThat(shuffle.reference(example, 7)).isEqualTo(shuffle.reference(example, 7));
  }

  @Test
  void seeds_giveDifferentShuffles() {
    ShuffledReference shuffle = ShuffledReference.dinucleotide(2);
    INDArray example = oneHot(BASES, RNNFormat.NWC);
    Set<String> shuffles = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      shuffles.add(shuffle.reference(example, seed).toString());
    }

    assertThat(shuffles).hasSizeGreaterThan(15);
  }

  @Test
  void layouts_giveTheSameShuffle() {
    INDArray last = ShuffledReference.dinucleotide(2).reference(oneHot(BASES, RNNFormat.NWC), 3);
    INDArray first = ShuffledReference.dinucleotide(1).reference(oneHot(BASES, RNNFormat.NCW), 3);

    assertThat(first).isEqualTo(last.permute(0, 2, 1));
  }

  @Test
  void example_isNotChanged() {
    INDArray example = oneHot(BASES, RNNFormat.NWC);
    ShuffledReference.mononucleotide(2).reference(example, 1);

    assertThat(example).isEqualTo(oneHot(BASES, RNNFormat.NWC));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4})
  void unknownBases_stayInPlace(long seed) {
    INDArray example = oneHot("ACGTNNACGTTNCA", RNNFormat.NWC);
    for (ShuffledReference shuffle :
        List.of(ShuffledReference.dinucleotide(2), ShuffledReference.mononucleotide(2))) {
      INDArray reference = shuffle.reference(example, seed);

      assertThat(reference.sum(2)).isEqualTo(example.sum(2));
      assertThat(reference.sum(1)).isEqualTo(example.sum(1));
    }
  }

  @Test
  void repeatOfPeriodFour_hasOneDinucleotideOrderOnly() {
    INDArray repeat = oneHot("ACTGACTGACTG", RNNFormat.NWC);

    assertThat(ShuffledReference.dinucleotide(2).alwaysEquals(repeat)).isTrue();
    assertThat(ShuffledReference.dinucleotide(2).reference(repeat, 5)).isEqualTo(repeat);
    assertThat(ShuffledReference.mononucleotide(2).alwaysEquals(repeat)).isFalse();
  }

  @Test
  void ordinarySequence_hasOtherOrders() {
    INDArray example = oneHot(BASES, RNNFormat.NWC);

    assertThat(ShuffledReference.dinucleotide(2).alwaysEquals(example)).isFalse();
  }

  @Test
  void inputThatIsNotOneHot_isRefused() {
    INDArray example = oneHot(BASES, RNNFormat.NWC).mul(0.5);

    assertThatThrownBy(() -> ShuffledReference.dinucleotide(2).reference(example, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not one-hot: position 0 (counted from 0) holds [0.5, 0.0, 0.0, 0.0]; each position"
                + " takes a single 1 or all zeros");
  }

  @Test
  void severalExamplesAtOnce_areRefused() {
    INDArray two =
        OneHotSequences.of(
                List.of(new FastaRecord("a", "", "ACG"), new FastaRecord("b", "", "ACG")),
                RNNFormat.NWC)
            .array();

    assertThatThrownBy(() -> ShuffledReference.dinucleotide(2).reference(two, 0))
        .hasMessage("one example has first dimension 1, this has shape [2, 3, 4]");
  }
}
