package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** The nodes that a recorded graph becomes for inputs of certain shapes. */
final class RuleGraph {
  private final DataType dataType;
  private final List<Shape> inputs;
  private final List<Step> steps = new ArrayList<>();

  /**
   * One node.
   *
   * @param rule its rule
   * @param from what it reads: {@link Varying} or {@link Fixed}, the latter with a batch of 1
   * @param shape shape of its output for one example
   */
  record Step(Rule rule, List<Operand> from, Shape shape) {
    Step {
      from = List.copyOf(from);
    }

    Shape inputShape(int index) {
      return from.get(index) instanceof Varying varying
          ? varying.shape()
          : Shape.ofBatch(((Fixed) from.get(index)).value().shape());
    }

    List<Shape> inputShapes() {
      return IntStream.range(0, from.size()).mapToObj(this::inputShape).toList();
    }
  }

  RuleGraph(DataType dataType, List<Shape> inputs) {
    this.dataType = dataType;
    this.inputs = List.copyOf(inputs);
  }

  DataType dataType() {
    return dataType;
  }

  /** Returns the layer's inputs. */
  Varying input(int index) {
    return new Varying(-1 - index, inputs.get(index));
  }

  List<Step> steps() {
    return steps;
  }

  /**
   * Adds a node.
   *
   * @throws IllegalArgumentException if the rule cannot take such inputs
   */
  Varying add(Rule rule, List<Operand> from) {
    if (from.stream().noneMatch(Varying.class::isInstance)) {
      throw new UnsupportedLayerException("a node that reads constants alone");
    }
    Step open = new Step(rule, from, new Shape());
    Shape shape = rule.outputShape(open.inputShapes());
    steps.add(new Step(rule, from, shape));
    return new Varying(steps.size() - 1, shape);
  }
}
