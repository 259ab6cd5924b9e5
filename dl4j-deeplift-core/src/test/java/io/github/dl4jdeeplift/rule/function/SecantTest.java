package io.github.dl4jdeeplift.rule.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.rule.Ops;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Secants against quotients of 150 digits, at steps from 1e-7 to 160. */
class SecantTest {
  private static final double[] STEPS = {
    0, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.009, 0.011, 0.1, 0.5, 0.99, 1.01, 3, 9, 40
  };

  /** A step from r to x. */
  private record Pair(double x, double r) {
    double distance() {
      return Math.abs(x - r);
    }
  }

  static Stream<Arguments> closedFunctions() {
    return withBothTypes(PreciseFunctions.CLOSED);
  }

  static Stream<Arguments> smoothFunctions() {
    return withBothTypes(PreciseFunctions.SMOOTH);
  }

  private static Stream<Arguments> withBothTypes(
      Map<IActivation, UnaryOperator<BigDecimal>> functions) {
    return functions.entrySet().stream()
        .flatMap(
            function ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                    .map(type -> Arguments.of(type, function.getKey(), function.getValue())));
  }

  /** Steps of all lengths up and down, from places of all sizes, as numbers of the type. */
  private static List<Pair> pairs(DataType dataType) {
    Random random = new Random(11);
    List<Pair> pairs = new ArrayList<>();
    for (double step : STEPS) {
      for (double range : new double[] {0.1, 4, 30}) {
        for (int sign = -1; sign <= 1; sign += 2) {
          double from = range * (2 * random.nextDouble() - 1);
          pairs.add(pair(dataType, from, from + sign * step));
        }
      }
      pairs.add(pair(dataType, 80 - step, 80));
      pairs.add(pair(dataType, -80, step - 80));
    }
    pairs.add(new Pair(80, -80));
    pairs.add(new Pair(-80, 80));
    return pairs;
  }

  private static Pair pair(DataType dataType, double from, double to) {
    return dataType == DataType.FLOAT ? new Pair((float) to, (float) from) : new Pair(to, from);
  }

  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("closedFunctions")
  void closedSecant_keepsItsRelativeAccuracy(
      DataType dataType, IActivation activation, UnaryOperator<BigDecimal> function) {
    boolean single = dataType == DataType.FLOAT;
    List<Pair> pairs = pairs(dataType);
    double[] secants = secants(dataType, activation, pairs);
    for (int index = 0; index < secants.length; index++) {
      Pair pair = pairs.get(index);
      double expected = PreciseFunctions.secant(function, pair.x(), pair.r()).doubleValue();
      // Below these sizes numbers of the type lose digits, or are 0.
      double smallest = single ? 1e-36 : 1e-300;
      assertThat(Math.abs(secants[index] - expected))
          .as("%s of %s: %s, should be %s", activation, pair, secants[index], expected)
          .isLessThanOrEqualTo((single ? 1e-6 : 2e-14) * Math.abs(expected) + smallest);
    }
  }

  /**
   * The step below which the middle's derivative stands in is the type's own; its error is
   * |f'''|d²/24, with |f'''| below 4 for all of these, that of the quotient a few roundings of f.
   */
  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("smoothFunctions")
  void smoothSecant_errsByRoundingOrTheSquareOfTheStep(
      DataType dataType, IActivation activation, UnaryOperator<BigDecimal> function) {
    double rounding = dataType == DataType.FLOAT ? 0x1p-24 : 0x1p-53;
    double near = dataType == DataType.FLOAT ? 1e-2 : 1e-5;
    List<Pair> pairs = pairs(dataType);
    double[] secants = secants(dataType, activation, pairs);
    for (int index = 0; index < secants.length; index++) {
      Pair pair = pairs.get(index);
      double expected = PreciseFunctions.secant(function, pair.x(), pair.r()).doubleValue();
      double size = 1 + Math.abs(pair.x()) + Math.abs(pair.r());
      double allowed =
          pair.distance() < near
              ? 4 * pair.distance() * pair.distance() / 24 + 30 * rounding
              : 8 * rounding * size / pair.distance() + 30 * rounding;
      assertThat(Math.abs(secants[index] - expected))
          .as("%s of %s: %s, should be %s", activation, pair, secants[index], expected)
          .isLessThanOrEqualTo(allowed);
    }
  }

  static Stream<Arguments> allFunctions() {
    return Stream.concat(closedFunctions(), smoothFunctions());
  }

  @ParameterizedTest(name = "{1}, {0}")
  @MethodSource("allFunctions")
  void secant_isANumber_farOutsideAnyRange(
      DataType dataType, IActivation activation, UnaryOperator<BigDecimal> function) {
    double[] places = {-1e6, -1e4, -500, -90, -0.0, 0, 90, 500, 1e4, 1e6};
    List<Pair> pairs = new ArrayList<>();
    for (double x : places) {
      for (double r : places) {
        pairs.add(new Pair(x, r));
      }
    }
    assertThat(secants(dataType, activation, pairs)).doesNotContain(Double.NaN);
    for (double secant : secants(dataType, activation, pairs)) {
      assertThat(secant).as("%s", activation).isFinite();
    }
  }

  private static double[] secants(DataType dataType, IActivation activation, List<Pair> pairs) {
    SameDiff program = SameDiff.create();
    Ops ops = new Ops(program, dataType);
    SDVariable x = program.placeHolder("x", dataType, -1);
    SDVariable r = program.placeHolder("r", dataType, -1);
    Nonlinearity function = ActivationFunctions.of(activation).orElseThrow();
    SDVariable secant = function.secant(ops, new Nonlinearity.Step(x, r, x.sub(r)));
    double[] to = pairs.stream().mapToDouble(Pair::x).toArray();
    double[] from = pairs.stream().mapToDouble(Pair::r).toArray();
    Map<String, INDArray> fed =
        Map.of(
            "x", Nd4j.createFromArray(to).castTo(dataType),
            "r", Nd4j.createFromArray(from).castTo(dataType));
    return program.outputSingle(fed, secant.name()).castTo(DataType.DOUBLE).toDoubleVector();
  }
}
