package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.engine.Tolerance;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether two arrays are equal but for rounding.
 *
 * @param dataType type in which they were computed
 * @param slack how often rounding may add up
 */
record Closeness(DataType dataType, double slack) {
  static Closeness of(GeneratedNetwork network) {
    return new Closeness(network.dataType(), 20);
  }

  void require(String what, INDArray actual, INDArray expected) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    INDArray one = actual.castTo(DataType.DOUBLE);
    INDArray other = expected.castTo(DataType.DOUBLE);
    double size = other.amaxNumber().doubleValue();
    double gap = one.sub(other).amaxNumber().doubleValue();
    assertThat(gap)
        .as("%s: %n%s%nis not%n%s", what, one, other)
        .isLessThanOrEqualTo(slack * Tolerance.of(dataType, size));
  }

  void require(String what, List<INDArray> actual, List<INDArray> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int index = 0; index < actual.size(); index++) {
      require(what + " of input " + index, actual.get(index), expected.get(index));
    }
  }

  void require(String what, Attribution actual, Attribution expected) {
    require(
        "contributions, " + what, actual.contributionsOfInputs(), expected.contributionsOfInputs());
    require("multipliers, " + what, actual.multipliersOfInputs(), expected.multipliersOfInputs());
    require("output, " + what, actual.output(), expected.output());
    require("reference output, " + what, actual.referenceOutput(), expected.referenceOutput());
  }
}
