package io.github.dl4jdeeplift.genomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BackgroundReferenceTest {
  /** The sequence ANT. */
  private static final INDArray EXAMPLE =
      Nd4j.createFromArray(new float[][][] {{{1, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 1}}});

  @Test
  void uniform_isAQuarterWhereThereIsABase() {
    INDArray reference = BackgroundReference.uniform(2).reference(EXAMPLE, 0);

    assertThat(reference)
        .isEqualTo(
            Nd4j.createFromArray(
                new float[][][] {
                  {{.25f, .25f, .25f, .25f}, {0, 0, 0, 0}, {.25f, .25f, .25f, .25f}}
                }));
  }

  @Test
  void frequencies_lieOnTheChannelAxis() {
    INDArray reference =
        BackgroundReference.frequencies(1, .3, .2, .1, .4).reference(EXAMPLE.permute(0, 2, 1), 0);

    assertThat(reference)
        .isEqualTo(
            Nd4j.createFromArray(
                new float[][][] {{{.3f, 0, .3f}, {.2f, 0, .2f}, {.1f, 0, .1f}, {.4f, 0, .4f}}}));
  }

  @Test
  void reference_hasTheExamplesDataType() {
    INDArray reference =
        BackgroundReference.uniform(2).reference(EXAMPLE.castTo(DataType.DOUBLE), 0);

    assertThat(reference.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(EXAMPLE.getDouble(0, 0, 0)).isEqualTo(1);
  }

  @Test
  void sequenceLaidOutAsAnImage_isRead() {
    INDArray image = EXAMPLE.reshape(1, 1, 3, 4);

    assertThat(BackgroundReference.uniform(3).reference(image, 0))
        .isEqualTo(BackgroundReference.uniform(2).reference(EXAMPLE, 0).reshape(1, 1, 3, 4));
  }

  @Test
  void frequenciesThatDoNotSumToOne_areRefused() {
    assertThatThrownBy(() -> BackgroundReference.frequencies(2, .3, .3, .3, .3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frequencies [0.3, 0.3, 0.3, 0.3] sum to 1.2; they must sum to 1");
  }

  @Test
  void negativeOrMissingFrequencies_areRefused() {
    assertThatThrownBy(() -> BackgroundReference.frequencies(2, 1.5, -.5, 0, 0))
        .hasMessageContaining("none may be negative");
    assertThatThrownBy(() -> BackgroundReference.frequencies(2, Double.NaN, 1, 0, 0))
        .hasMessageContaining("must sum to 1");
    assertThatThrownBy(() -> BackgroundReference.frequencies(2, .5, .5).reference(EXAMPLE, 0))
        .hasMessage("2 frequencies for an input of 4 channels; give one for each");
  }

  @Test
  void inputThatIsNotOneHot_isRefused() {
    assertThatThrownBy(() -> BackgroundReference.uniform(2).reference(EXAMPLE.mul(2), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("position 0");
  }
}
