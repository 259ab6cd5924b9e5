package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph's backward pass: from both forward passes and a seed to multipliers. */
final class BackwardProgram {
  private static final String SEED = "seed";

  private final SameDiffRunner runner;
  private final Ops ops;
  private final PairVariables pair;
  private final Map<String, Multipliers> multipliers = new HashMap<>();
  private final Map<String, SDVariable> wanted = new LinkedHashMap<>();

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
    this.ops = new Ops(sameDiff, dataType);
    this.pair = new PairVariables(graph, ops, shapes);
    String target = graph.outputs().get(0);
    long[] seedShape = SameDiffRunner.required(shapes, target).withBatch(-1);
    multipliers.put(target, Multipliers.shared(sameDiff.placeHolder(SEED, dataType, seedShape)));
    SpecialOperations special = new SpecialOperations(sameDiff);
    for (int index = graph.nodes().size() - 1; index >= 0; index--) {
      backward(graph.nodes().get(index));
      special.look(graph.nodes().get(index).layer());
    }
    special.requireNoneBesideScans();
    for (String place : places) {
      Multipliers here = multipliers.get(place);
      if (here != null) {
        want(place, here);
      }
    }
    this.runner = new SameDiffRunner(sameDiff);
  }

  private void backward(Node node) {
    Multipliers upstream = multipliers.get(node.name());
    if (upstream == null) {
      return;
    }
    Multipliers taken =
        node.rule() instanceof PartwiseRule || upstream.areShared()
            ? upstream
            : Multipliers.shared(PartwiseRule.bySign(ops, upstream, pair.difference(node.name())));
    List<Multipliers> ofInputs = node.rule().backward(ops, pair.at(node), taken);
    for (int index = 0; index < ofInputs.size(); index++) {
      multipliers.merge(node.inputs().get(index), ofInputs.get(index), Multipliers::plus);
    }
  }

  /** At a network input the parts are those of the sign, so that one multiplier tells all. */
  private void want(String place, Multipliers here) {
    SDVariable multiplier = PartwiseRule.bySign(ops, here, pair.difference(place));
    wanted.put(multipliersOf(place), multiplier);
    if (here.areShared() || pair.isInput(place)) {
      wanted.put(contributionsOf(place), multiplier.mul(pair.difference(place)));
      return;
    }
    Parts parts = pair.parts(place);
    SDVariable positive = here.positive().mul(parts.positive());
    wanted.put(contributionsOf(place), positive.add(here.negative().mul(parts.negative())));
  }

  private static String multipliersOf(String place) {
    return "m " + place;
  }

  private static String contributionsOf(String place) {
    return "C " + place;
  }

  /** Returns the names of the values that forward passes must keep. */
  Set<String> keptValues() {
    return pair.names();
  }

  List<String> operations() {
    return runner.operations();
  }

  /**
   * Runs the pass.
   *
   * @param actual kept values of the examples, of one row or as many as {@code reference}
   * @param reference kept values of the references
   * @param seed multipliers of the target's elements, of one row or as many
   */
  Result run(Pass actual, Pass reference, INDArray seed) {
    Map<String, INDArray> fed = new LinkedHashMap<>(pair.feed(actual, reference));
    fed.put(SEED, seed);
    SameDiffRunner.Results results = runner.run(fed, wanted);
    return new Result(results.values(), results.release());
  }

  /**
   * Runs the pass for several targets; what does not depend on them is worked out once.
   *
   * @param seeds multipliers of each target's elements, of one shape
   * @param each takes the result for each target, in order
   */
  void run(Tile tile, List<INDArray> seeds, Consumer<Result> each) {
    Map<String, INDArray> fed = new LinkedHashMap<>(pair.feed(tile.actual(), tile.compared()));
    fed.put(SEED, seeds.get(0));
    runner.run(
        fed,
        new SameDiffRunner.Varying(SEED, seeds),
        wanted,
        values -> each.accept(new Result(values, () -> {})));
  }

  /**
   * What a run gives, {@code [rows, shape...]}; what all rows share has one row.
   *
   * @param values by place and kind
   * @param release tells that the values are needed no more
   */
  record Result(Map<String, INDArray> values, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }

    /** Returns the multipliers of a place; null where the target does not depend on it. */
    @Nullable INDArray multipliers(String place) {
      return values.get(multipliersOf(place));
    }

    /** Returns the contributions of a place; null where the target does not depend on it. */
    @Nullable INDArray contributions(String place) {
      return values.get(contributionsOf(place));
    }
  }
}
