package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The largest, or smallest, of several inputs, element by element: maxout units and minimum and
 * maximum vertices.
 *
 * <p>On the straight line from reference to input each input of the node is a straight line too; m
 * is the fraction of the way on which an input is the largest (section 2.3.3, equation 14), and
 * where nothing changes it is 1 for the first that is the largest. The fraction of input k begins
 * at the last and ends at the first crossing with any other, so it is exact.
 */
public final class ElementwiseMaximumRule extends ElementwiseRule {
  private final double sign;

  private ElementwiseMaximumRule(double sign) {
    this.sign = sign;
  }

  /** Returns the rule of the largest input. */
  public static ElementwiseMaximumRule maximum() {
    return new ElementwiseMaximumRule(1);
  }

  /** Returns the rule of the smallest input: the largest of the negated inputs. */
  public static ElementwiseMaximumRule minimum() {
    return new ElementwiseMaximumRule(-1);
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    SDVariable result = inputs.get(0).variable();
    for (Value input : inputs.subList(1, inputs.size())) {
      result = sign > 0 ? ops.max(result, input.variable()) : ops.min(result, input.variable());
    }
    return result;
  }

  /** Returns the fraction of the way on which each input is the largest. */
  @Override
  List<SDVariable> factors(Ops ops, NodeValues values) {
    List<Line> lines = new ArrayList<>();
    for (int index = 0; index < values.inputCount(); index++) {
      lines.add(new Line(values.reference(index).mul(sign), values.difference(index).mul(sign)));
    }
    return IntStream.range(0, lines.size()).mapToObj(k -> fraction(ops, lines, k)).toList();
  }

  /** An input on the way: {@code start} at the reference, {@code start + rise} at the example. */
  private record Line(SDVariable start, SDVariable rise) {}

  private static SDVariable fraction(Ops ops, List<Line> lines, int index) {
    INDArray zero = Nd4j.scalar(ops.dataType(), 0);
    SDVariable begin = ops.constant(zero);
    SDVariable end = ops.constant(Nd4j.scalar(ops.dataType(), 1));
    for (int other = 0; other < lines.size(); other++) {
      if (other != index) {
        Lead lead = lead(ops, lines.get(index), lines.get(other), other < index);
        begin = ops.max(begin, lead.begin);
        end = ops.min(end, lead.end);
      }
    }
    return ops.max(end.sub(begin), ops.constant(zero));
  }

  /** The part of the way, within 0 and 1, on which a line lies above another. */
  private record Lead(SDVariable begin, SDVariable end) {}

  /**
   * Compares two lines.
   *
   * @param loses whether the line gives way to the other where both are the same
   */
  private static Lead lead(Ops ops, Line line, Line other, boolean loses) {
    SDVariable start = line.start.sub(other.start);
    SDVariable rise = line.rise.sub(other.rise);
    SDVariable parallel = ops.isZero(rise);
    SDVariable above = loses ? ops.greater(start, 0) : ops.atLeast(start, 0);
    SDVariable crossing =
        ops.atMostBound(
            ops.atLeastBound(start.neg().div(rise.add(parallel)), 0), 1); // of no use if parallel
    SDVariable rising = ops.greater(rise, 0);
    SDVariable falling = ops.not(rising).mul(ops.not(parallel));
    // Rising: from the crossing to 1. Falling: from 0 to it. Parallel: all of the way, or none.
    SDVariable begin = rising.mul(crossing);
    SDVariable end = rising.add(falling.mul(crossing)).add(parallel.mul(above));
    return new Lead(begin, end);
  }

  @Override
  public String description() {
    return sign > 0 ? "maximum along the path" : "minimum along the path";
  }
}
