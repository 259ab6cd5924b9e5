package io.github.dl4jdeeplift.rule.arithmetic;

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
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A weighted sum of several inputs: add, subtract and average vertices; m = the input's weight
 * (section 2.3.1). An input of size 1 in a dimension is repeated along it.
 */
public final class AddRule implements PartwiseRule {
  /** Gives the weight of an input by its place and the number of inputs. */
  private interface Weights {
    double of(int index, int count);
  }

  private final Weights weights;

  private AddRule(Weights weights) {
    this.weights = weights;
  }

  /** Returns the rule of a sum. */
  public static AddRule sum() {
    return new AddRule((index, count) -> 1);
  }

  /** Returns the rule of the first input less the others. */
  public static AddRule difference() {
    return new AddRule((index, count) -> index == 0 ? 1 : -1);
  }

  /** Returns the rule of a mean. */
  public static AddRule average() {
    return new AddRule((index, count) -> 1.0 / count);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Broadcasting.common(inputs);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    int count = inputs.size();
    SDVariable sum = weighted(inputs.get(0).variable(), weights.of(0, count));
    for (int index = 1; index < count; index++) {
      sum = sum.add(weighted(inputs.get(index).variable(), weights.of(index, count)));
    }
    return sum;
  }

  private static SDVariable weighted(SDVariable value, double weight) {
    return weight == 1 ? value : value.mul(weight);
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    int count = values.inputCount();
    Parts sum = values.parts(0).times(weights.of(0, count));
    for (int index = 1; index < count; index++) {
      sum = sum.plus(values.parts(index).times(weights.of(index, count)));
    }
    return sum;
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    List<Multipliers> result = new ArrayList<>();
    for (int index = 0; index < values.inputCount(); index++) {
      Multipliers own = upstream.times(weights.of(index, values.inputCount()));
      result.add(Broadcasting.reduced(own, values, index));
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
    return "linear";
  }
}
