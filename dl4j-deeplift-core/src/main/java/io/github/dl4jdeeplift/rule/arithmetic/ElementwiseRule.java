package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A function of several inputs, number by number, in which each number of an input has one
 * multiplier whatever its sign. Inputs of size 1 in a dimension are repeated along it.
 */
abstract sealed class ElementwiseRule implements PartwiseRule
    permits ProductRule, ElementwiseMaximumRule {
  ElementwiseRule() {}

  /**
   * Writes down the multiplier of each input with respect to the output.
   *
   * @param ops operations of the program
   * @param values both passes at this node
   * @return for each input an array that broadcasts to {@code [batch, outputShape...]}
   */
  abstract List<SDVariable> factors(Ops ops, NodeValues values);

  @Override
  public final Shape outputShape(List<Shape> inputs) {
    return Broadcasting.common(inputs);
  }

  @Override
  public final Parts parts(Ops ops, NodeValues values) {
    List<SDVariable> factors = factors(ops, values);
    return IntStream.range(0, factors.size())
        .mapToObj(index -> values.parts(index).map(part -> part.mul(factors.get(index))))
        .reduce(Parts::plus)
        .orElseThrow();
  }

  @Override
  public final List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    List<SDVariable> factors = factors(ops, values);
    return IntStream.range(0, factors.size())
        .mapToObj(
            index ->
                Broadcasting.reduced(
                    upstream.map(each -> each.mul(factors.get(index))), values, index))
        .toList();
  }
}
