package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph's forward pass, the same program for examples and references. */
public final class ForwardProgram {
  private final NodeGraph graph;
  private final Set<String> kept;
  private final SameDiffRunner runner;
  private final Map<String, SDVariable> variables = new LinkedHashMap<>();

  /**
   * Writes the program.
   *
   * @param graph the graph
   * @param shapes shapes of its values for one example, by name
   * @param dataType FLOAT or DOUBLE
   * @param kept names of the values to keep
   */
  public ForwardProgram(
      NodeGraph graph, Map<String, Shape> shapes, DataType dataType, Set<String> kept) {
    this.graph = graph;
    this.kept = Set.copyOf(kept);
    SameDiff sameDiff = SameDiff.create();
    Ops ops = new Ops(sameDiff, dataType);
    for (int index = 0; index < graph.inputs().size(); index++) {
      String name = graph.inputs().get(index);
      long[] shape = SameDiffRunner.required(shapes, name).withBatch(-1);
      variables.put(name, sameDiff.placeHolder("input" + index, dataType, shape));
    }
    SpecialOperations special = new SpecialOperations(sameDiff);
    for (Node node : graph.nodes()) {
      List<Value> inputs =
          node.inputs().stream()
              .map(
                  name ->
                      new Value(
                          SameDiffRunner.required(variables, name),
                          SameDiffRunner.required(shapes, name)))
              .toList();
      variables.put(node.name(), node.rule().forward(ops, inputs));
      special.look(node.layer());
    }
    special.requireNoneBesideScans();
    this.runner = new SameDiffRunner(sameDiff);
  }

  /**
   * Runs the pass.
   *
   * @param inputs one array for each network input, {@code [rows, shape...]}
   * @return the kept values
   * @throws ArithmeticException naming the first layer with a value that is not finite
   */
  Pass run(List<INDArray> inputs) {
    Map<String, INDArray> fed = new LinkedHashMap<>();
    for (int index = 0; index < inputs.size(); index++) {
      fed.put("input" + index, inputs.get(index));
    }
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    for (String name : kept) {
      wanted.put(name, SameDiffRunner.required(variables, name));
    }
    SameDiffRunner.Results results = runner.run(fed, wanted);
    return new Pass(results.values(), inputs.get(0).size(0), results.release());
  }

  /**
   * Runs the pass and returns the kept values.
   *
   * @param inputs one array for each network input, {@code [rows, shape...]}
   */
  public Map<String, INDArray> values(List<INDArray> inputs) {
    return run(inputs).values();
  }

  List<String> operations() {
    return runner.operations();
  }

  /**
   * Looks at all values of a pass.
   *
   * @param values all values, by name
   * @throws ArithmeticException naming the first layer with a value that is not finite
   */
  public void requireFinite(Map<String, INDArray> values) {
    for (Node node : graph.nodes()) {
      INDArray value = values.get(node.name());
      if (value != null && !SameDiffRunner.isFinite(value)) {
        throw new ArithmeticException(
            "layer "
                + node.layer()
                + " gives a value that is not finite, through which contributions are not defined: "
                + node.rule().causeOfNotFinite());
      }
    }
  }
}
