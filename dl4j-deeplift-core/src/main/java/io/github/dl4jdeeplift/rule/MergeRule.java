package io.github.dl4jdeeplift.rule;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** Inputs put one behind the other along a dimension; each gets its slice of the multipliers. */
public final class MergeRule implements Rule {
  private final int batchAxis;

  /**
   * Makes the rule.
   *
   * @param axis the dimension, counted with the batch as 0; negative counts from the end
   */
  public MergeRule(int axis) {
    this.batchAxis = axis;
  }

  private int axis(Shape shape) {
    int axis = batchAxis < 0 ? batchAxis + shape.rank() : batchAxis - 1;
    if (axis < 0 || axis >= shape.rank()) {
      throw new IllegalArgumentException(
          "cannot merge " + shape + " along dimension " + batchAxis + " of the batch");
    }
    return axis;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int axis = axis(first);
    long size = 0;
    for (Shape input : inputs) {
      if (input.rank() != first.rank() || !input.with(axis, 1).equals(first.with(axis, 1))) {
        throw new IllegalArgumentException(
            "takes inputs that differ along dimension " + (axis + 1) + " only, not " + inputs);
      }
      size += input.size(axis);
    }
    return first.with(axis, size);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    SDVariable[] parts = inputs.stream().map(Value::variable).toArray(SDVariable[]::new);
    return ops.sameDiff().concat(axis(inputs.get(0).shape()) + 1, parts);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    List<Multipliers> result = new ArrayList<>();
    int axis = axis(values.outputShape());
    long begin = 0;
    for (int index = 0; index < values.inputCount(); index++) {
      long end = begin + values.inputShape(index).size(axis);
      Ops.Interval interval = new Ops.Interval(begin, end, 1);
      result.add(
          Multipliers.shared(ops.slice(upstream.positive(), values.outputShape(), axis, interval)));
      begin = end;
    }
    return List.copyOf(result);
  }

  @Override
  public String description() {
    return "merge";
  }
}
