package io.github.dl4jdeeplift.rule;

import io.github.dl4jdeeplift.rule.PiecewiseLinear.Jump;
import io.github.dl4jdeeplift.rule.PiecewiseLinear.Piece;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** The table's rows for activation functions, by exact class. */
final class ActivationRules {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final Map<Class<? extends IActivation>, Function<IActivation, Nonlinearity>> ROWS =
      Map.ofEntries(
          row(ActivationReLU.class, ActivationRules::relu),
          row(ActivationReLU6.class, f -> PiecewiseLinear.clipped("ReLU6", new Piece(0, 6, 1), 0)),
          row(ActivationLReLU.class, f -> PiecewiseLinear.leaky("leaky ReLU", f.getAlpha())),
          row(ActivationRReLU.class, ActivationRules::rrelu),
          row(
              ActivationThresholdedReLU.class,
              f -> threshold("thresholded ReLU", f.getTheta(), false)),
          row(
              ActivationHardTanH.class,
              f -> PiecewiseLinear.clipped("hard tanh", new Piece(-1, 1, 1), 0)),
          row(ActivationHardSigmoid.class, f -> new HardSigmoid()),
          row(ActivationSigmoid.class, f -> new Sigmoid()),
          row(ActivationTanH.class, f -> new HyperbolicTangent()),
          row(ActivationRectifiedTanh.class, f -> new RectifiedTanh()),
          row(ActivationSoftPlus.class, f -> new Softplus()),
          row(ActivationSoftSign.class, f -> new Softsign()),
          row(ActivationELU.class, f -> new Elu("ELU", f.getAlpha(), 1)),
          row(ActivationSELU.class, f -> new Elu("SELU", 1.6732632423543772, 1.0507009873554805)),
          row(ActivationCube.class, f -> new Cube()),
          row(ActivationSwish.class, f -> SmoothFunctions.sigmoidWeighted("Swish", 1)),
          row(ActivationGELU.class, ActivationRules::gelu),
          row(ActivationMish.class, f -> SmoothFunctions.mish()),
          row(ActivationRationalTanh.class, f -> SmoothFunctions.rationalTanh()));

  private ActivationRules() {}

  private static <T extends IActivation>
      Map.Entry<Class<? extends IActivation>, Function<IActivation, Nonlinearity>> row(
          Class<T> type, Function<T, Nonlinearity> nonlinearity) {
    return Map.entry(type, function -> nonlinearity.apply(type.cast(function)));
  }

  /**
   * Returns the rule of an activation function.
   *
   * @throws UnsupportedLayerException if its class is in no row
   */
  static Rule of(IActivation function) {
    if (function instanceof ActivationIdentity) {
      return new IdentityRule();
    }
    if (function.getClass() == ActivationSoftmax.class) {
      return new SoftmaxRule();
    }
    if (function instanceof ExplainedActivation own) {
      return new RescaleRule(own.nonlinearity());
    }
    Function<IActivation, Nonlinearity> row = ROWS.get(function.getClass());
    if (row == null) {
      throw new UnsupportedLayerException(
          "its activation function " + function.getClass().getName() + " has no rule");
    }
    return new RescaleRule(row.apply(function));
  }

  /**
   * Returns an activation function inside a recurrent layer.
   *
   * @throws UnsupportedLayerException if its class is in no row, or if it mixes several numbers
   */
  static Nonlinearity functionOf(IActivation function) {
    Rule rule = of(function);
    if (rule instanceof NonlinearityNode node) {
      return node.nonlinearity();
    }
    if (rule instanceof IdentityRule) {
      return PiecewiseLinear.continuous("identity", new Piece(-INFINITY, INFINITY, 1));
    }
    throw new UnsupportedLayerException(
        "softmax inside a recurrent layer has no rule: use a function of one number");
  }

  private static Nonlinearity relu(ActivationReLU function) {
    return new CappedRelu(
            orElse(function.getNegativeSlope(), 0),
            orElse(function.getThreshold(), 0),
            orElse(function.getMax(), INFINITY))
        .function();
  }

  private static double orElse(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }

  /** Deeplearning4j runs RReLU at inference as max(x, (l + u)/2). */
  private static Nonlinearity rrelu(ActivationRReLU function) {
    double floor = 0.5 * (function.getL() + function.getU());
    return PiecewiseLinear.continuous("RReLU", new Piece(floor, INFINITY, 1));
  }

  private static Nonlinearity threshold(String name, double theta, boolean included) {
    Piece above = new Piece(theta, INFINITY, 1);
    return new PiecewiseLinear(
        name, List.of(above), List.of(new Jump(theta, theta, included)), -theta);
  }

  private static Nonlinearity gelu(ActivationGELU function) {
    return function.isPrecise() ? SmoothFunctions.preciseGelu() : SmoothFunctions.gelu();
  }
}
