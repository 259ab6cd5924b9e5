package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph's backward pass: from both forward passes and a seed to multipliers. */
final class BackwardProgram {
  private static final String SEED = "seed";

  private final SameDiffRunner runner;
  private final PairVariables pair;
  private final Map<String, Multipliers> multipliers = new HashMap<>();
  private final Map<String, SDVariable> contributions = new LinkedHashMap<>();

  /**
   * Writes the program.
   *
   * @param graph a graph of one output, the explained node
   * @param shapes shapes of its values for one example, by name
   * @param dataType FLOAT or DOUBLE
   * @param places names of the values whose contributions are wanted
   */
  BackwardProgram(
      NodeGraph graph, Map<String, Shape> shapes, DataType dataType, Set<String> places) {
    SameDiff sameDiff = SameDiff.create();
    Ops ops = new Ops(sameDiff, dataType);
    this.pair = new PairVariables(sameDiff, dataType, shapes);
    String target = graph.outputs().get(0);
    long[] seedShape = SameDiffRunner.required(shapes, target).withBatch(-1);
    SDVariable seed = sameDiff.placeHolder(SEED, dataType, seedShape);
    multipliers.put(target, Multipliers.shared(seed));
    for (int index = graph.nodes().size() - 1; index >= 0; index--) {
      backward(ops, graph.nodes().get(index));
    }
    for (String place : places) {
      Multipliers here = multipliers.get(place);
      if (here != null) {
        contributions.put(place, here.positive().mul(pair.difference(place)));
      }
    }
    this.runner = new SameDiffRunner(sameDiff);
  }

  private void backward(Ops ops, Node node) {
    Multipliers upstream = multipliers.get(node.name());
    if (upstream == null) {
      return;
    }
    List<Multipliers> ofInputs = node.rule().backward(ops, pair.at(node), upstream);
    for (int index = 0; index < ofInputs.size(); index++) {
      multipliers.merge(node.inputs().get(index), ofInputs.get(index), Multipliers::plus);
    }
  }

  /** Returns the names of the values that forward passes must keep. */
  Set<String> keptValues() {
    return pair.names();
  }

  /**
   * Runs the pass. Places that the target does not depend on are left out of the results.
   *
   * @param actual kept values of the examples, of one row or as many as {@code reference}
   * @param reference kept values of the references
   * @param seed multipliers of the target's elements, of one row or as many
   */
  Result run(Pass actual, Pass reference, INDArray seed) {
    Map<String, INDArray> fed = new LinkedHashMap<>(pair.feed(actual, reference));
    fed.put(SEED, seed);
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    contributions.forEach(
        (place, contribution) -> {
          wanted.put("C " + place, contribution);
          wanted.put("m " + place, SameDiffRunner.required(multipliers, place).positive());
        });
    Map<String, INDArray> values = runner.run(fed, wanted);
    Map<String, INDArray> resultMultipliers = new LinkedHashMap<>();
    Map<String, INDArray> resultContributions = new LinkedHashMap<>();
    for (String place : contributions.keySet()) {
      resultMultipliers.put(place, SameDiffRunner.required(values, "m " + place));
      resultContributions.put(place, SameDiffRunner.required(values, "C " + place));
    }
    return new Result(resultMultipliers, resultContributions);
  }

  /**
   * Multipliers and contributions by place, {@code [rows, shape...]}; multipliers that all rows
   * share have one row.
   */
  record Result(Map<String, INDArray> multipliers, Map<String, INDArray> contributions) {}
}
