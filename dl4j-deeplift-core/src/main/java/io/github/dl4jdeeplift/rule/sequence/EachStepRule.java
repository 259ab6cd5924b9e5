package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A rule at each time step of a sequence: time steps become examples of their own, and the rule
 * inside sees one step at a time.
 *
 * <p>Shapes: {@code [batch, time, shape...]}, the rule inside takes {@code [batch · time,
 * shape...]}.
 */
public final class EachStepRule implements Rule {
  private final Rule inner;

  /**
   * Makes the rule.
   *
   * @param inner the rule of one input that is at work at each step
   */
  public EachStepRule(Rule inner) {
    this.inner = inner;
  }

  /** Returns the rule that is at work at each step. */
  public Rule inner() {
    return inner;
  }

  /**
   * Returns nodes that do at each time step what others do once.
   *
   * @param nodes the others
   */
  public static Expansion of(Expansion nodes) {
    return new Expansion(
        nodes.parts().stream()
            .map(part -> new Expansion.Part(new EachStepRule(part.rule()), part.from()))
            .toList());
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape step = inner.outputShape(inputs.stream().map(EachStepRule::step).toList());
    return new Shape(step.withBatch(inputs.get(0).size(0)));
  }

  private static Shape step(Shape sequence) {
    if (sequence.rank() < 2) {
      throw new IllegalArgumentException("takes sequences, not arrays of shape " + sequence);
    }
    long[] sizes = sequence.dimensions();
    return new Shape(Arrays.copyOfRange(sizes, 1, sizes.length));
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    List<Value> steps = inputs.stream().map(input -> steps(ops, input)).toList();
    Shape output = outputShape(inputs.stream().map(Value::shape).toList());
    return ops.reshape(inner.forward(ops, steps), output.dimensions());
  }

  private static Value steps(Ops ops, Value sequences) {
    Shape step = step(sequences.shape());
    return new Value(ops.reshape(sequences.variable(), step.dimensions()), step);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    SDVariable multiplier = upstream.positive();
    StepValues steps = new StepValues(ops, values, multiplier);
    Shape output = values.outputShape();
    SDVariable whole = inner.isLinear() ? multiplier : steps.ofEachExample(multiplier, output);
    SDVariable folded = ops.reshape(whole, steps.outputShape().dimensions());
    List<Multipliers> ofSteps = inner.backward(ops, steps, Multipliers.shared(folded));
    return IntStream.range(0, ofSteps.size())
        .mapToObj(
            index -> {
              long[] shape = values.inputShape(index).dimensions();
              return ofSteps.get(index).map(each -> ops.reshape(each, shape));
            })
        .toList();
  }

  @Override
  public Trace trace() {
    return inner.trace();
  }

  @Override
  public boolean isLinear() {
    return inner.isLinear();
  }

  @Override
  public boolean isAdditive() {
    return inner.isAdditive();
  }

  @Override
  public String description() {
    return inner.description() + ", at each step";
  }

  /** Both passes with time steps for examples. */
  private static final class StepValues implements NodeValues {
    private final Ops ops;
    private final NodeValues sequences;
    private final SDVariable upstream;

    StepValues(Ops ops, NodeValues sequences, SDVariable upstream) {
      this.ops = ops;
      this.sequences = sequences;
      this.upstream = upstream;
    }

    /** Repeats a row that serves all examples, since rows are about to be steps. */
    SDVariable ofEachExample(SDVariable array, Shape shape) {
      SDVariable zeros =
          sequences.once(
              "a zero for each example",
              () ->
                  zero(sequences.actual(0), sequences.inputShape(0))
                      .add(zero(sequences.reference(0), sequences.inputShape(0)))
                      .add(zero(upstream, sequences.outputShape())));
      return ops.reshape(ops.reshape(array, shape.length()).add(zeros), shape.dimensions());
    }

    private SDVariable zero(SDVariable array, Shape shape) {
      SDVariable flat = ops.reshape(array, shape.length());
      Shape length = new Shape(shape.length());
      return ops.slice(flat, length, 0, new Ops.Interval(0, 1, 1)).mul(0);
    }

    private SDVariable folded(SDVariable array, Shape shape) {
      return ops.reshape(ofEachExample(array, shape), step(shape).dimensions());
    }

    @Override
    public Shape inputShape(int index) {
      return step(sequences.inputShape(index));
    }

    @Override
    public int inputCount() {
      return sequences.inputCount();
    }

    @Override
    public Shape outputShape() {
      return step(sequences.outputShape());
    }

    @Override
    public SDVariable actual(int index) {
      return once(
          "actual " + index, () -> folded(sequences.actual(index), sequences.inputShape(index)));
    }

    @Override
    public SDVariable reference(int index) {
      return once(
          "reference " + index,
          () -> folded(sequences.reference(index), sequences.inputShape(index)));
    }

    @Override
    public SDVariable difference(int index) {
      return once("difference " + index, () -> actual(index).sub(reference(index)));
    }

    @Override
    public SDVariable actualOutput() {
      return once("actual output", () -> folded(sequences.actualOutput(), sequences.outputShape()));
    }

    @Override
    public SDVariable referenceOutput() {
      return once(
          "reference output", () -> folded(sequences.referenceOutput(), sequences.outputShape()));
    }

    @Override
    public SDVariable outputDifference() {
      return once("output difference", () -> actualOutput().sub(referenceOutput()));
    }

    @Override
    public Parts parts(int index) {
      return Parts.bySign(ops, difference(index));
    }

    @Override
    public SDVariable once(String what, Supplier<SDVariable> make) {
      return sequences.once(what + " at each step", make);
    }
  }
}
