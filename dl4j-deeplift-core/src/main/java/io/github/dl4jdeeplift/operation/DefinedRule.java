package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer that its user defines as a SameDiff graph, explained operation by operation.
 *
 * <p>The graph is recorded for each shape of input, as Deeplearning4j does. Its functions of one
 * number are explained by Rescale and its maxima by cross-max, whatever is chosen for the network.
 */
final class DefinedRule implements PartwiseRule {
  private final Definition definition;
  private final DataType dataType;
  private final Map<List<Shape>, Translation.Result> graphs = new ConcurrentHashMap<>();

  /**
   * Makes the rule.
   *
   * @param definition records the layer's graph
   * @param dataType type in which the rule computes
   */
  DefinedRule(Definition definition, DataType dataType) {
    this.definition = definition;
    this.dataType = dataType;
  }

  private Translation.Result graph(List<Shape> inputs) {
    return graphs.computeIfAbsent(
        List.copyOf(inputs), shapes -> Translation.of(recorded(shapes), dataType, shapes));
  }

  private Recording recorded(List<Shape> shapes) {
    try {
      return definition.record(shapes.stream().map(shape -> shape.withBatch(-1)).toList());
    } catch (UnsupportedLayerException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnsupportedLayerException(
          "its graph cannot be recorded for inputs of shape " + shapes + ": " + e);
    }
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return graph(inputs).output().shape();
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Translation.Result graph = graph(inputs.stream().map(Value::shape).toList());
    List<SDVariable> made = new ArrayList<>();
    Function<Operand, SDVariable> value =
        operand -> {
          if (operand instanceof Fixed fixed) {
            return ops.constant(fixed.value());
          }
          int place = ((Varying) operand).place();
          return place < 0 ? inputs.get(-1 - place).variable() : made.get(place);
        };
    for (RuleGraph.Step step : graph.steps()) {
      made.add(forward(ops, step, value));
    }
    return value.apply(graph.output());
  }

  /** Writes down the forward pass of one inner node. */
  static SDVariable forward(Ops ops, RuleGraph.Step step, Function<Operand, SDVariable> values) {
    List<Value> inputs =
        IntStream.range(0, step.from().size())
            .mapToObj(
                index -> new Value(values.apply(step.from().get(index)), step.inputShape(index)))
            .toList();
    return step.rule().forward(ops, inputs);
  }

  private RuleRun run(Ops ops, NodeValues values) {
    List<Shape> shapes =
        IntStream.range(0, values.inputCount()).mapToObj(values::inputShape).toList();
    return new RuleRun(graph(shapes), ops, values);
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    RuleRun run = run(ops, values);
    List<Shape> shapes =
        IntStream.range(0, values.inputCount()).mapToObj(values::inputShape).toList();
    return run.parts(graph(shapes).output());
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    Map<Integer, Multipliers> found = run(ops, values).backward(upstream);
    List<Multipliers> result = new ArrayList<>();
    for (int index = 0; index < values.inputCount(); index++) {
      Multipliers own = found.get(-1 - index);
      Shape shape = values.inputShape(index);
      result.add(
          own == null
              ? Multipliers.shared(ops.constant(Nd4j.zeros(ops.dataType(), shape.withBatch(1))))
              : own);
    }
    return List.copyOf(result);
  }

  @Override
  public String description() {
    return "operations of its own graph";
  }
}
