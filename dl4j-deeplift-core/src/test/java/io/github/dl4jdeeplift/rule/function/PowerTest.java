package io.github.dl4jdeeplift.rule.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.rule.Ops;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Secants of powers against quotients of 150 digits, at steps down to the last bit. */
class PowerTest {
  private static final double[] PLACES = {1e-12, 3e-5, 0.02, 0.7, 1, 42, 3e6};
  private static final double[] RATIOS = {
    1, 1 + 1e-15, 1 + 1e-9, 1 + 3e-7, 1.0001, 1.02, 1.7, 9.9, 10.1, 300, 1e8
  };

  private static double[] secants(double exponent, DataType type, double[] x, double[] r) {
    SameDiff program = SameDiff.create();
    SDVariable to = program.placeHolder("x", type, -1);
    SDVariable from = program.placeHolder("r", type, -1);
    SDVariable secant =
        NamedFunctions.power(exponent)
            .secant(new Ops(program, type), new Nonlinearity.Step(to, from, to.sub(from)));
    Map<String, INDArray> fed =
        Map.of(
            "x", Nd4j.createFromArray(x).castTo(type), "r", Nd4j.createFromArray(r).castTo(type));
    return program.outputSingle(fed, secant.name()).castTo(DataType.DOUBLE).toDoubleVector();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.75, 1.0 / 3, 2, 3, 4, 7, 2.5, 20, 40.5, -0.5, -0.75, -2.5, 0})
  void secant_keepsItsRelativeAccuracy(double exponent) {
    BigDecimal power = PreciseFunctions.of(exponent);
    UnaryOperator<BigDecimal> function =
        x -> PreciseFunctions.exp(PreciseFunctions.ln(x).multiply(power));
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      boolean single = type == DataType.FLOAT;
      double[] x = new double[2 * PLACES.length * RATIOS.length];
      double[] r = new double[x.length];
      int index = 0;
      for (double place : PLACES) {
        for (double ratio : RATIOS) {
          double near = single ? (float) place : place;
          double away = single ? (float) (place * ratio) : place * ratio;
          x[index] = near;
          r[index++] = away;
          x[index] = away;
          r[index++] = near;
        }
      }
      double[] secants = secants(exponent, type, x, r);
      for (int at = 0; at < x.length; at++) {
        double expected = expected(function, exponent, x[at], r[at]);
        double largest = single ? 1e37 : 1e300;
        if (Math.abs(expected) < largest && areNumbers(exponent, x[at], r[at], largest)) {
          assertThat(Math.abs(secants[at] - expected))
              .as("%s of %s and %s, %s: %s", exponent, x[at], r[at], type, secants[at])
              .isLessThanOrEqualTo(
                  (single ? 3e-6 : 3e-14) * Math.abs(expected) + (single ? 1e-36 : 1e-300));
        }
      }
    }
  }

  private static double expected(
      UnaryOperator<BigDecimal> function, double exponent, double x, double r) {
    return x == r
        ? exponent * Math.pow(x, exponent - 1)
        : PreciseFunctions.secant(function, x, r).doubleValue();
  }

  /** Whether both powers are numbers of the type, and neither is too small for one. */
  private static boolean areNumbers(double exponent, double x, double r, double largest) {
    double size = Math.abs(exponent * Math.log(x));
    double other = Math.abs(exponent * Math.log(r));
    return Math.max(size, other) < Math.log(largest);
  }

  /** 4^p/4 from 0, whichever comes first; where both are 0 nothing comes through. */
  @Test
  void secant_fromZero_isTheQuotient() {
    double[] x = {4, 0, 0};
    double[] r = {0, 4, 0};
    assertThat(secants(0.5, DataType.DOUBLE, x, r)).containsExactly(0.5, 0.5, 0);
    assertThat(secants(3, DataType.FLOAT, x, r)).containsExactly(16, 16, 0);
  }
}
