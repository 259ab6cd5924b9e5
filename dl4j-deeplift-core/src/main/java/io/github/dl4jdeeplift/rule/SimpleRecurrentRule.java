package io.github.dl4jdeeplift.rule;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A simple recurrent layer, h_t = f(x_t·W + h_{t−1}·R + b), h_{−1} = 0: the linear rule for the
 * sums and Rescale for f, from the last step to the first.
 *
 * <p>Shapes: {@code [batch, time, in] -> [batch, time, out]}, and {@code [batch, time]} for a mask,
 * if there is one, which h_t is multiplied with. Secants of all steps are written down at once; a
 * step back is one product with Rᵀ.
 */
public final class SimpleRecurrentRule implements Rule {
  private final RecurrentWeights weights;
  private final Nonlinearity activation;

  /**
   * Makes the rule.
   *
   * @param weights weights of the sums, {@code [in, out]}, {@code [out, out]} and {@code [out]}
   * @param activation f
   */
  SimpleRecurrentRule(RecurrentWeights weights, Nonlinearity activation) {
    this.weights = weights;
    this.activation = activation;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return new Shape(weights.requireSequence(inputs.get(0)), weights.units());
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Value input = inputs.get(0);
    SDVariable ofInputs = weights.ofInputs(ops, input.variable(), input.shape());
    List<SDVariable> outputs = new ArrayList<>();
    SDVariable before = null;
    List<SDVariable> masks = masks(ops, inputs);
    for (SDVariable step : Recurrence.steps(ops, ofInputs, input.shape().size(0))) {
      SDVariable sum = before == null ? step : step.add(weights.ofState(ops, before));
      before = masked(activation.value(ops, sum), masks, outputs.size());
      outputs.add(before);
    }
    return Recurrence.joined(ops, outputs);
  }

  private static List<SDVariable> masks(Ops ops, List<Value> inputs) {
    return inputs.size() == 1
        ? List.of()
        : Recurrence.stepsOfMask(ops, inputs.get(1).variable(), inputs.get(0).shape().size(0));
  }

  /** Masked steps are 0, and so begins the step after them. */
  private static SDVariable masked(SDVariable value, List<SDVariable> masks, int step) {
    return masks.isEmpty() ? value : value.mul(masks.get(step));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Shape shape = values.outputShape();
    long length = shape.size(0);
    SDVariable actual = sums(ops, values, values.actual(0), values.actualOutput());
    SDVariable reference = sums(ops, values, values.reference(0), values.referenceOutput());
    SDVariable secants =
        activation.secant(ops, new Nonlinearity.Step(actual, reference, actual.sub(reference)));
    List<SDVariable> ofSteps = Recurrence.steps(ops, secants, length);
    List<SDVariable> ofOutputs = Recurrence.steps(ops, upstream.positive(), length);
    List<SDVariable> masks =
        values.inputCount() == 1
            ? List.of()
            : Recurrence.stepsOfMask(ops, values.actual(1), length);
    List<SDVariable> ofSums = new ArrayList<>();
    SDVariable carried = null;
    for (int step = Math.toIntExact(length) - 1; step >= 0; step--) {
      SDVariable own = ofOutputs.get(step);
      SDVariable all = masked(carried == null ? own : own.add(carried), masks, step);
      SDVariable ofSum = all.mul(ofSteps.get(step));
      ofSums.add(ofSum);
      carried = weights.backToState(ops, ofSum);
    }
    SDVariable joined = Recurrence.joinedReversed(ops, ofSums);
    requireNonNull(carried);
    return List.of(Multipliers.shared(weights.backToInputs(ops, joined, shape)));
  }

  private SDVariable sums(Ops ops, NodeValues values, SDVariable input, SDVariable output) {
    SDVariable before = Recurrence.before(ops, output, values.outputShape());
    return weights
        .ofInputs(ops, input, values.inputShape(0))
        .add(weights.ofStates(ops, before, values.outputShape()));
  }

  @Override
  public String description() {
    return "simple recurrent layer, Rescale of " + activation.name();
  }
}
