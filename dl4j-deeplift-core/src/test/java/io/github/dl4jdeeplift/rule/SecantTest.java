package io.github.dl4jdeeplift.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Secants in float32 against quotients in double precision, whose own cancellation is a billionth
 * at the smallest step here.
 */
class SecantTest {
  private static final float[] STARTS = {-30, -7, -2.6f, -1, -0.3f, 0, 0.01f, 0.7f, 1, 2.4f, 6, 20};
  private static final double[] STEPS = {1e-6, 1e-4, 3e-3, 0.02, 0.5, 0.99, 1.01, 3, 9, 40};

  static Stream<Arguments> functions() {
    return Stream.of(
        function(Activation.SIGMOID, x -> 1 / (1 + Math.exp(-x))),
        function(Activation.TANH, Math::tanh),
        function(Activation.SOFTPLUS, x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
        function(Activation.SOFTSIGN, x -> x / (1 + Math.abs(x))),
        function(Activation.ELU, x -> x > 0 ? x : Math.expm1(x)),
        function(
            Activation.SELU,
            x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))),
        function(Activation.CUBE, x -> x * x * x),
        function(Activation.RELU, x -> Math.max(x, 0)),
        function(Activation.LEAKYRELU, x -> x > 0 ? x : 0.01 * x),
        function(Activation.RELU6, x -> Math.min(Math.max(x, 0), 6)),
        function(Activation.HARDTANH, x -> Math.min(Math.max(x, -1), 1)),
        function(Activation.HARDSIGMOID, x -> Math.min(Math.max(0.2 * x + 0.5, 0), 1)),
        function(Activation.RECTIFIEDTANH, x -> Math.max(0, Math.tanh(x))),
        function(Activation.SWISH, x -> x / (1 + Math.exp(-x))),
        function(Activation.GELU, x -> x / (1 + Math.exp(-1.702 * x))),
        function(
            Activation.MISH,
            x -> x * Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))))));
  }

  private static Arguments function(Activation activation, DoubleUnaryOperator function) {
    return Arguments.of(activation, function);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void secant_keepsItsAccuracy_atEveryStep(Activation activation, DoubleUnaryOperator function) {
    for (double step : STEPS) {
      float[] to = new float[STARTS.length];
      for (int index = 0; index < to.length; index++) {
        to[index] = (float) (STARTS[index] + step);
      }
      float[] secants = secants(activation, to);
      for (int index = 0; index < to.length; index++) {
        double difference = (double) to[index] - STARTS[index];
        if (difference != 0) {
          double rise = function.applyAsDouble(to[index]) - function.applyAsDouble(STARTS[index]);
          check(secants[index], rise / difference, STARTS[index] + " to " + to[index]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void secant_isTheDerivative_withoutAStep(Activation activation, DoubleUnaryOperator function) {
    float[] secants = secants(activation, STARTS);
    for (int index = 0; index < STARTS.length; index++) {
      double x = STARTS[index];
      boolean kink = x == 0 || Math.abs(x) == 1 || x == 6;
      if (!kink) {
        double slope = (function.applyAsDouble(x + 1e-5) - function.applyAsDouble(x - 1e-5)) / 2e-5;
        check(secants[index], slope, "at " + x);
      }
    }
  }

  /** Relative to the value, or to 1e-6 where the function is flat to the last bits. */
  private static void check(float actual, double expected, String place) {
    double error = Math.abs(actual - expected) / Math.max(1e-6, Math.abs(expected));
    assertThat(error).as("%s: %s, should be %s", place, actual, expected).isLessThan(1e-4);
  }

  private static float[] secants(Activation activation, float[] to) {
    SameDiff program = SameDiff.create();
    Ops ops = new Ops(program, DataType.FLOAT);
    SDVariable x = program.placeHolder("x", DataType.FLOAT, -1);
    SDVariable r = program.placeHolder("r", DataType.FLOAT, -1);
    Rule rule = ActivationRules.of(activation.getActivationFunction());
    SDVariable secant =
        ((RescaleRule) rule).nonlinearity().secant(ops, new Nonlinearity.Step(x, r, x.sub(r)));
    Map<String, INDArray> fed =
        Map.of("x", Nd4j.createFromArray(to), "r", Nd4j.createFromArray(STARTS));
    return program.outputSingle(fed, secant.name()).toFloatVector();
  }
}
