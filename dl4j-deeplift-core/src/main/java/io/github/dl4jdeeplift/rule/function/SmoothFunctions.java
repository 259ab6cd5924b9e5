package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/** The smooth functions of Deeplearning4j that have no closed secant, with their derivatives. */
final class SmoothFunctions {
  /** √(2/π), of the tanh form of GELU. */
  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);

  /** Deeplearning4j's operation takes the cube of the product, where the literature has a·x³. */
  private static final double GELU_CUBE = 0.044715;

  // ND4J holds these in single precision, for DOUBLE arrays as well.
  private static final double GELU_STEEPNESS = 1.702f;
  private static final double TANH_SCALE = 1.7159f;
  private static final double TANH_FOURTH = 1.41645f;

  private SmoothFunctions() {}

  /** x·σ(1.702x), Deeplearning4j's GELU. */
  static SmoothFunction gelu() {
    return sigmoidWeighted("GELU", GELU_STEEPNESS);
  }

  /** x·σ(βx): Swish with β = 1. */
  static SmoothFunction sigmoidWeighted(String name, double beta) {
    return new SmoothFunction(
        name,
        (ops, x) -> x.mul(sigmoid(ops, x.mul(beta))),
        (ops, x) -> {
          SDVariable s = sigmoid(ops, x.mul(beta));
          return s.add(x.mul(beta).mul(s).mul(ops.not(s)));
        });
  }

  /** ½x(1 + tanh(√(2/π)(x + (ax)³))): the GELU that Deeplearning4j calls precise. */
  static SmoothFunction preciseGelu() {
    return new SmoothFunction(
        "GELU (precise)",
        (ops, x) -> x.mul(geluTanh(ops, x).add(1)).mul(0.5),
        (ops, x) -> {
          SDVariable t = geluTanh(ops, x);
          SDVariable inner = x.mul(x).mul(3 * Math.pow(GELU_CUBE, 3)).add(1).mul(GELU_SCALE);
          SDVariable slope = x.mul(ops.not(t.mul(t))).mul(inner);
          return t.add(1).add(slope).mul(0.5);
        });
  }

  private static SDVariable geluTanh(Ops ops, SDVariable x) {
    SDVariable cube = x.mul(x).mul(x).mul(Math.pow(GELU_CUBE, 3));
    return ops.sameDiff().math().tanh(x.add(cube).mul(GELU_SCALE));
  }

  /** x·tanh(softplus(x)). */
  static SmoothFunction mish() {
    return new SmoothFunction(
        "Mish",
        (ops, x) -> x.mul(tanhOfSoftplus(ops, x)),
        (ops, x) -> {
          SDVariable t = tanhOfSoftplus(ops, x);
          return t.add(x.mul(ops.not(t.mul(t))).mul(sigmoid(ops, x)));
        });
  }

  /** tanh(log(1 + e^x)) = 1 − 2/((1 + e^x)² + 1), e^x bounded: the function is 1 by then. */
  private static SDVariable tanhOfSoftplus(Ops ops, SDVariable x) {
    SDVariable e = ops.sameDiff().math().exp(ops.atMostBound(x, 20));
    SDVariable square = e.mul(e.add(2));
    return square.div(square.add(2));
  }

  /** Deeplearning4j's rational approximation of 1.7159·tanh(2x/3). */
  static SmoothFunction rationalTanh() {
    return new SmoothFunction(
        "rational tanh",
        (ops, x) -> {
          SDVariable p = polynomial(magnitude(ops, x));
          return ops.sameDiff().math().sign(x).mul(p.rdiv(1.0).rsub(1.0)).mul(TANH_SCALE);
        },
        (ops, x) -> {
          SDVariable a = magnitude(ops, x);
          SDVariable p = polynomial(a);
          SDVariable slope = a.mul(2).add(a.mul(a).mul(a).mul(4 * TANH_FOURTH)).add(1);
          return slope.div(p.mul(p)).mul(TANH_SCALE * 2 / 3);
        });
  }

  private static SDVariable magnitude(Ops ops, SDVariable x) {
    return ops.sameDiff().math().abs(x).mul(2.0 / 3);
  }

  private static SDVariable polynomial(SDVariable a) {
    SDVariable square = a.mul(a);
    return square.mul(square).mul(TANH_FOURTH).add(square).add(a).add(1);
  }

  private static SDVariable sigmoid(Ops ops, SDVariable x) {
    return ops.sameDiff().nn().sigmoid(x);
  }
}
