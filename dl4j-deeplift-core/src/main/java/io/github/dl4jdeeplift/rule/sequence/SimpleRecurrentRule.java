package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
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
    Shape sums = new Shape(input.shape().size(0), weights.sums());
    return Scan.over(
            ops,
            Recurrence.withMask(ops, List.of(new Value(ofInputs, sums)), inputs),
            new long[] {weights.units()},
            /* reversed= */ false,
            (body, step, before) ->
                List.of(
                    Recurrence.masked(
                        activation.value(
                            body, step.get(0).add(weights.ofState(body, before.get(0)))),
                        step,
                        1)))
        .get(0);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Shape shape = values.outputShape();
    SDVariable actual = sums(ops, values, values.actual(0), values.actualOutput());
    SDVariable reference = sums(ops, values, values.reference(0), values.referenceOutput());
    SDVariable secants =
        activation.secant(ops, new Nonlinearity.Step(actual, reference, actual.sub(reference)));
    List<SDVariable> ofSums =
        Scan.over(
            ops,
            Recurrence.withMask(
                ops,
                List.of(new Value(upstream.positive(), shape), new Value(secants, shape)),
                values.inputCount() == 1 ? null : values.actual(1)),
            new long[] {weights.units()},
            /* reversed= */ true,
            (body, step, behind) ->
                List.of(
                    Recurrence.masked(
                            step.get(0).add(weights.backToState(body, behind.get(0))), step, 2)
                        .mul(step.get(1))));
    return List.of(Multipliers.shared(weights.backToInputs(ops, ofSums.get(0), shape)));
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
