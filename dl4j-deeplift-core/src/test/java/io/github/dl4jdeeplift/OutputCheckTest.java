package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** y = 2 x1 - 300 x2 + 0.5, worked by hand. */
class OutputCheckTest {
  private static final INDArray INPUTS = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}});

  private static MultiLayerNetwork network(DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(type)
                .list()
                .layer(
                    new DenseLayer.Builder().nIn(2).nOut(1).activation(Activation.IDENTITY).build())
                .build());
    network.init(Nd4j.createFromArray(2f, -300, 0.5f).castTo(type).reshape(1, 3), false);
    return network;
  }

  private static OutputCheck check(DataType type, double first, double second) {
    INDArray expected = Nd4j.createFromArray(new double[][] {{first}, {second}});
    return OutputCheck.of(network(type), List.of(INPUTS), List.of(expected));
  }

  @Test
  void of_agrees_withinTheToleranceOfEachExample() {
    OutputCheck check = check(DataType.FLOAT, 2.5, -299.5 - 0.002);

    assertThat(check.agrees()).isTrue();
    assertThat(check.largestDifference()).isCloseTo(0.002, within(1e-4));
    assertThatCode(check::requireAgreement).doesNotThrowAnyException();
  }

  @Test
  void of_doesNotAgree_beyondTheToleranceOfOneExample() {
    OutputCheck check = check(DataType.FLOAT, 2.5 + 0.002, -299.5);

    assertThat(check.agrees()).isFalse();
    assertThat(check.differences().get(0).multiple()).isCloseTo(0.002 / 2.502e-5, within(1.0));
    assertThatThrownBy(check::requireAgreement)
        .isInstanceOf(UnexpectedOutputException.class)
        .hasMessageContainingAll("output 0", "tolerance of 1e-05");
  }

  @Test
  void of_isStricterInDoublePrecision() {
    assertThat(check(DataType.DOUBLE, 2.5 + 1e-9, -299.5).agrees()).isFalse();
    assertThat(check(DataType.DOUBLE, 2.5 + 1e-11, -299.5).agrees()).isTrue();
  }

  @Test
  void of_doesNotAgree_withNotANumber() {
    assertThat(check(DataType.FLOAT, Double.NaN, -299.5).agrees()).isFalse();
  }

  @Test
  void of_refusesOtherShapesAndNumbersOfArrays() {
    INDArray other = Nd4j.zeros(2, 2);

    assertThatThrownBy(
            () -> OutputCheck.of(network(DataType.FLOAT), List.of(INPUTS), List.of(other)))
        .hasMessageContainingAll("[2, 2]", "[2, 1]");
    assertThatThrownBy(() -> OutputCheck.of(network(DataType.FLOAT), List.of(INPUTS), List.of()))
        .hasMessageContainingAll("0 arrays", "1 outputs");
  }
}
