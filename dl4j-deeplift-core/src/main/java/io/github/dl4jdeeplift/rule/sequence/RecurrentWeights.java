package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sums inside a recurrent layer: x_t·W + h_{t−1}·R + b, and their transposes. */
final class RecurrentWeights {
  private final DenseRule ofInput;
  private final INDArray inputWeights;
  private final INDArray stateWeights;
  private final INDArray stateTransposed;
  private final DenseRule ofState;

  /**
   * Makes the weights.
   *
   * @param input W, {@code [in, sums]}
   * @param state R, {@code [units, sums]}
   * @param bias b, {@code [sums]}
   */
  RecurrentWeights(INDArray input, INDArray state, INDArray bias) {
    this.ofInput = new DenseRule(input, bias);
    this.ofState = new DenseRule(state, null);
    this.inputWeights = input;
    this.stateWeights = state;
    this.stateTransposed = state.transpose().dup('c');
  }

  long units() {
    return stateWeights.size(0);
  }

  long sums() {
    return stateWeights.size(1);
  }

  /**
   * Returns the number of time steps.
   *
   * @throws IllegalArgumentException if the input is no sequence of as many channels
   */
  long requireSequence(Shape input) {
    if (input.rank() != 2 || input.size(1) != inputWeights.size(0)) {
      throw new IllegalArgumentException(
          "takes sequences of "
              + inputWeights.size(0)
              + " channels, not arrays of shape "
              + input
              + " (time, channels)");
    }
    return input.size(0);
  }

  /** Returns x·W + b for all steps. */
  SDVariable ofInputs(Ops ops, SDVariable inputs, Shape shape) {
    return ofInput.apply(ops, new Value(inputs, shape));
  }

  /** Returns h·R for all steps. */
  SDVariable ofStates(Ops ops, SDVariable states, Shape shape) {
    return ofState.linear(ops, new Value(states, shape));
  }

  /** Returns h·R for one step. */
  SDVariable ofState(Ops ops, SDVariable state) {
    return state.mmul(ops.constant(stateWeights));
  }

  /** Returns multipliers of the state from those of the sums, for one step. */
  SDVariable backToState(Ops ops, SDVariable sums) {
    return sums.mmul(ops.constant(stateTransposed));
  }

  /** Returns multipliers of all inputs from those of the sums. */
  SDVariable backToInputs(Ops ops, SDVariable sums, Shape output) {
    Shape shape = new Shape(output.size(0), sums());
    return ofInput.transpose(
        ops, new Value(sums, shape), new Shape(output.size(0), inputWeights.size(0)));
  }
}
