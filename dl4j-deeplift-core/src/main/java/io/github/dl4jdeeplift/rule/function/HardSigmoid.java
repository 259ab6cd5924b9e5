package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * clip(slope · x + 0.5, 0, 1).
 *
 * @param slope 0.2 in Deeplearning4j and Keras 2
 */
record HardSigmoid(double slope) implements Nonlinearity {
  /** ND4J holds its slope in single precision, for DOUBLE arrays as well. */
  private static final double OF_ND4J = 0.2f;

  /** Returns Deeplearning4j's. */
  static HardSigmoid ofDeeplearning4j() {
    return new HardSigmoid(OF_ND4J);
  }

  private PiecewiseLinear pieces() {
    return PiecewiseLinear.clipped(
        name(), new PiecewiseLinear.Piece(-0.5 / slope, 0.5 / slope, slope), 0.5);
  }

  @Override
  public boolean givesProbabilities() {
    return true;
  }

  @Override
  public String name() {
    return "hard sigmoid";
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return pieces().value(ops, x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    return pieces().secant(ops, step);
  }
}
