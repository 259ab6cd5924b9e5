package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.function.PiecewiseLinear.Jump;
import io.github.dl4jdeeplift.rule.function.PiecewiseLinear.Piece;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
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
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Deeplearning4j's activation functions of one number, by exact class. */
public final class ActivationFunctions {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final Map<Class<? extends IActivation>, Function<IActivation, Nonlinearity>> ROWS =
      Map.ofEntries(
          row(ActivationReLU.class, ActivationFunctions::relu),
          row(ActivationReLU6.class, f -> PiecewiseLinear.clipped("ReLU6", new Piece(0, 6, 1), 0)),
          row(ActivationLReLU.class, f -> PiecewiseLinear.leaky("leaky ReLU", f.getAlpha())),
          row(ActivationRReLU.class, ActivationFunctions::rrelu),
          row(
              ActivationThresholdedReLU.class,
              f -> threshold("thresholded ReLU", f.getTheta(), false)),
          row(
              ActivationHardTanH.class,
              f -> PiecewiseLinear.clipped("hard tanh", new Piece(-1, 1, 1), 0)),
          row(ActivationHardSigmoid.class, f -> HardSigmoid.ofDeeplearning4j()),
          row(ActivationSigmoid.class, f -> new Sigmoid()),
          row(ActivationTanH.class, f -> new HyperbolicTangent()),
          row(ActivationRectifiedTanh.class, f -> new RectifiedTanh()),
          row(ActivationSoftPlus.class, f -> new Softplus()),
          row(ActivationSoftSign.class, f -> new Softsign()),
          row(ActivationELU.class, f -> new Elu("ELU", f.getAlpha(), 1)),
          row(ActivationSELU.class, f -> new Elu("SELU", 1.6732632423543772, 1.0507009873554805)),
          row(ActivationCube.class, f -> new Cube()),
          row(ActivationSwish.class, f -> SmoothFunctions.sigmoidWeighted("Swish", 1)),
          row(ActivationGELU.class, ActivationFunctions::gelu),
          row(ActivationMish.class, f -> SmoothFunctions.mish()),
          row(ActivationRationalTanh.class, f -> SmoothFunctions.rationalTanh()));

  private ActivationFunctions() {}

  private static <T extends IActivation>
      Map.Entry<Class<? extends IActivation>, Function<IActivation, Nonlinearity>> row(
          Class<T> type, Function<T, Nonlinearity> nonlinearity) {
    return Map.entry(type, function -> nonlinearity.apply(type.cast(function)));
  }

  /**
   * Looks up a function.
   *
   * @param function the activation function
   * @return its function and secant; empty where its class is in no row
   */
  public static Optional<Nonlinearity> of(IActivation function) {
    if (function instanceof ExplainedActivation own) {
      return Optional.of(own.nonlinearity());
    }
    return Optional.ofNullable(ROWS.get(function.getClass())).map(row -> row.apply(function));
  }

  /** Returns x, as a function of one number. */
  public static Nonlinearity identity() {
    return PiecewiseLinear.continuous("identity", new Piece(-INFINITY, INFINITY, 1));
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
