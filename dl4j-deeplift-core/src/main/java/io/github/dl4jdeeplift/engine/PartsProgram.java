package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The positive and negative parts of hidden layers' differences, the same for all targets. */
final class PartsProgram {
  private final SameDiffRunner runner;
  private final PairVariables pair;
  private final Map<String, SDVariable> wanted = new LinkedHashMap<>();

  /**
   * Writes the program.
   *
   * @param graph the graph
   * @param shapes shapes of its values for one example, by name
   * @param dataType FLOAT or DOUBLE
   * @param places names of the values whose parts are wanted
   */
  PartsProgram(NodeGraph graph, Map<String, Shape> shapes, DataType dataType, Set<String> places) {
    SameDiff sameDiff = SameDiff.create();
    this.pair = new PairVariables(graph, new Ops(sameDiff, dataType), shapes);
    for (String place : places) {
      Parts parts = pair.parts(place);
      wanted.put(positiveOf(place), parts.positive());
      wanted.put(negativeOf(place), parts.negative());
    }
    this.runner = new SameDiffRunner(sameDiff);
  }

  private static String positiveOf(String place) {
    return "positive " + place;
  }

  private static String negativeOf(String place) {
    return "negative " + place;
  }

  /** Returns the names of the values that forward passes must keep. */
  Set<String> keptValues() {
    return pair.names();
  }

  /** Runs the program. */
  Result run(Pass actual, Pass reference) {
    if (wanted.isEmpty()) {
      return new Result(Map.of(), () -> {});
    }
    SameDiffRunner.Results results = runner.run(pair.feed(actual, reference), wanted);
    return new Result(results.values(), results.release());
  }

  /**
   * The parts by place, {@code [rows, shape...]}.
   *
   * @param values by place and sign
   * @param release tells that the values are needed no more
   */
  record Result(Map<String, INDArray> values, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }

    INDArray positive(String place) {
      return SameDiffRunner.required(values, positiveOf(place));
    }

    INDArray negative(String place) {
      return SameDiffRunner.required(values, negativeOf(place));
    }
  }
}
