package io.github.dl4jdeeplift.rule.shape;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/** Inputs put one behind the other along a dimension; each gets its slice of the multipliers. */
public final class MergeRule implements PartwiseRule {
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
    Shape first = inputs.get(0).shape();
    return merged(ops, inputs.stream().map(Value::variable).toList(), first);
  }

  private SDVariable merged(Ops ops, List<SDVariable> inputs, Shape first) {
    return ops.sameDiff().concat(axis(first) + 1, inputs.toArray(SDVariable[]::new));
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    List<Parts> parts = IntStream.range(0, values.inputCount()).mapToObj(values::parts).toList();
    Shape first = values.inputShape(0);
    return new Parts(
        merged(ops, parts.stream().map(Parts::positive).toList(), first),
        merged(ops, parts.stream().map(Parts::negative).toList(), first));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    List<Multipliers> result = new ArrayList<>();
    int axis = axis(values.outputShape());
    long begin = 0;
    for (int index = 0; index < values.inputCount(); index++) {
      long end = begin + values.inputShape(index).size(axis);
      Ops.Interval interval = new Ops.Interval(begin, end, 1);
      result.add(upstream.map(each -> ops.slice(each, values.outputShape(), axis, interval)));
      begin = end;
    }
    return List.copyOf(result);
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public Trace trace() {
    return Trace.PASSES;
  }

  @Override
  public String description() {
    return "merge";
  }
}
