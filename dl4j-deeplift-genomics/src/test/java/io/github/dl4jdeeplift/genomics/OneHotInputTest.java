package io.github.dl4jdeeplift.genomics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OneHotInputTest {
  private static INDArray twoExamples() {
    return Nd4j.createFromArray(
        new float[][][] {{{1, 0}, {0, 1}, {0, 0}}, {{0, 1}, {1, 0}, {1, 0}}});
  }

  @Test
  void oneHotInput_isAccepted() {
    assertThatCode(() -> OneHotInput.check(twoExamples(), 2)).doesNotThrowAnyException();
    assertThatCode(() -> OneHotInput.check(twoExamples().permute(0, 2, 1), 1))
        .doesNotThrowAnyException();
  }

  @Test
  void valueOtherThanOne_isRefusedWithItsPlace() {
    INDArray input = twoExamples();
    input.putScalar(1, 2, 0, 0.5);

    assertThatThrownBy(() -> OneHotInput.check(input, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "example 1 (counted from 0) is not one-hot: position 2 (counted from 0) holds"
                + " [0.5, 0.0]; each position takes a single 1 or all zeros");
  }

  @Test
  void twoOnesInAColumn_areRefused() {
    INDArray input = twoExamples();
    input.putScalar(0, 1, 0, 1);

    assertThatThrownBy(() -> OneHotInput.check(input.permute(0, 2, 1), 1))
        .hasMessageContaining("example 0 ")
        .hasMessageContaining("position 1 (counted from 0) holds [1.0, 1.0]");
  }

  @Test
  void nan_isRefused() {
    INDArray input = twoExamples();
    input.putScalar(0, 2, 1, Float.NaN);

    assertThatThrownBy(() -> OneHotInput.check(input, 2)).hasMessageContaining("[0.0, NaN]");
  }

  @Test
  void channelAxisThatDoesNotExist_isRefused() {
    assertThatThrownBy(() -> OneHotInput.check(twoExamples(), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channel axis 3 does not exist in an input of shape [1, 3, 2]");
  }
}
