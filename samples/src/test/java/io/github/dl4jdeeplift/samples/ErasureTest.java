package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ErasureTest {
  private final INDArray image = Nd4j.ones(1, 2, 5, 1);

  @Test
  void erasure_takesTheHighestFifth() {
    INDArray scores = Nd4j.createFromArray(1.0, 9, 3, 4, 5, 6, 8, 7, 2, 0).reshape(1, 2, 5, 1);
    assertThat(Erasure.of(image, scores).reshape(-1).toIntVector())
        .containsExactly(1, 0, 1, 1, 1, 1, 0, 1, 1, 1);
  }

  @Test
  void erasure_leavesPixelsWithoutPositiveScores() {
    INDArray scores = Nd4j.createFromArray(0.0, -1, 3, 0, 0, 0, 0, 0, 0, 0).reshape(1, 2, 5, 1);
    assertThat(Erasure.of(image, scores).reshape(-1).toIntVector())
        .containsExactly(1, 1, 0, 1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void erasure_leavesTheOriginal() {
    Erasure.of(image, Nd4j.ones(1, 2, 5, 1));
    assertThat(image.sumNumber().intValue()).isEqualTo(10);
  }
}
