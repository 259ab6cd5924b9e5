package io.github.dl4jdeeplift.rule.function;

import io.github.dl4jdeeplift.rule.Ops;
import org.nd4j.autodiff.samediff.SDVariable;

/** clip(0.2x + 0.5, 0, 1), Deeplearning4j's and Keras's hard sigmoid. */
record HardSigmoid() implements Nonlinearity {
  /** ND4J holds the slope in single precision, for DOUBLE arrays as well. */
  private static final double SLOPE = 0.2f;

  private static final PiecewiseLinear FUNCTION =
      PiecewiseLinear.clipped(
          "hard sigmoid", new PiecewiseLinear.Piece(-0.5 / SLOPE, 0.5 / SLOPE, SLOPE), 0.5);

  @Override
  public boolean givesProbabilities() {
    return true;
  }

  @Override
  public String name() {
    return FUNCTION.name();
  }

  @Override
  public SDVariable value(Ops ops, SDVariable x) {
    return FUNCTION.value(ops, x);
  }

  @Override
  public SDVariable secant(Ops ops, Step step) {
    return FUNCTION.secant(ops, step);
  }
}
