package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.EngineResult;
import io.github.dl4jdeeplift.engine.Explained;
import io.github.dl4jdeeplift.engine.PairRunner;
import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.engine.Scores;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One call of {@code explain()}: checked inputs, one forward pass for all targets that can share
 * it.
 */
final class ExplainCall {
  private final Snapshot network;
  private final Settings settings;
  private final List<INDArray> examples;
  private final List<Shape> shapes;
  private final Reference reference;
  private final ExampleRange range;
  private final List<ChannelSum> sums;

  /**
   * Checks the inputs.
   *
   * @param network the network
   * @param settings what the user chose
   * @param inputs the examples
   * @param compared what they are compared with
   */
  ExplainCall(Snapshot network, Settings settings, INDArray[] inputs, Compared compared) {
    this.network = network;
    this.settings = settings;
    this.examples = InputChecks.checked(inputs, network);
    this.shapes = examples.stream().map(x -> Shape.ofBatch(x.shape())).toList();
    this.reference = compared.reference;
    this.range = new ExampleRange(compared.first, examples.get(0).size(0), compared.isAll);
    NetworkShapes.of(network.graph(), shapes);
    this.sums = sums();
  }

  /**
   * What the examples are compared with.
   *
   * @param reference the reference
   * @param first how many examples came before these in the same stream
   * @param isAll whether this is no stream
   */
  record Compared(Reference reference, long first, boolean isAll) {}

  /**
   * Explains targets.
   *
   * @param check looks at each result before it is handed on
   * @return one attribution for each target, in order
   */
  List<Attribution> run(List<Target> targets, Consumer<EngineResult> check) {
    List<Group> groups = groups(targets);
    InputReferences references =
        InputReferences.of(reference, examples, network.inputNames(), range);
    network.gate().check(examples, shapes);
    Map<Target, Attribution> found = new LinkedHashMap<>();
    for (Group group : groups) {
      List<EngineResult> results =
          new PairRunner(group.program, examples, references, settings.tiling())
              .run(group.explained);
      for (int index = 0; index < results.size(); index++) {
        check.accept(results.get(index));
        Target target = group.targets.get(index);
        found.put(target, attribution(results.get(index), target));
      }
    }
    return targets.stream().map(target -> Objects.requireNonNull(found.get(target))).toList();
  }

  private List<ChannelSum> sums() {
    List<ChannelSum> found = new ArrayList<>();
    if (settings.normalized().areWanted()) {
      List<Integer> axes = settings.normalized().in(shapes);
      for (int input = 0; input < axes.size(); input++) {
        String name = network.inputNames().get(input);
        found.add(ChannelSum.of(examples.get(input), axes.get(input), name));
      }
    }
    return found;
  }

  /** Targets that share a program. */
  private record Group(Program program, List<Target> targets, List<Explained> explained) {}

  /** Targets before and after an output's softmax see different graphs; all others share one. */
  private List<Group> groups(List<Target> targets) {
    Map<Boolean, Map<Site.Kind, List<Target>>> byGraph = new LinkedHashMap<>();
    for (Target target : targets) {
      Site.Kind kind = target.site().kind();
      byGraph
          .computeIfAbsent(kind.changesOutputs(), key -> new LinkedHashMap<>())
          .computeIfAbsent(kind.changesOutputs() ? kind : Site.Kind.LAYER, key -> new ArrayList<>())
          .add(target);
    }
    return byGraph.values().stream()
        .flatMap(kinds -> kinds.values().stream())
        .map(this::group)
        .toList();
  }

  private Group group(List<Target> targets) {
    Set<Site> sites = new LinkedHashSet<>();
    targets.forEach(target -> sites.add(target.site()));
    Program program = network.program(sites, shapes, sums);
    List<Explained> explained = new ArrayList<>();
    for (Target target : targets) {
      String node = target.site().node(network.graph());
      explained.add(
          new Explained(
              node, target.selection().seed(program.shape(node), network.dataType(), range)));
    }
    return new Group(program, targets, explained);
  }

  private Attribution attribution(EngineResult result, Target target) {
    List<Attribution.InputScores> ofInputs = new ArrayList<>();
    for (String input : network.graph().inputs()) {
      Scores scores = Objects.requireNonNull(result.scores().get(input));
      ofInputs.add(
          new Attribution.InputScores(
              scores.contributions(), scores.multipliers(), scores.hypothetical()));
    }
    Map<String, Attribution.LayerScores> ofLayers = new LinkedHashMap<>();
    for (String layer : settings.wanted().layers()) {
      Scores scores = Objects.requireNonNull(result.scores().get(layer));
      Scores.DifferenceParts parts = Objects.requireNonNull(scores.parts());
      ofLayers.put(
          layer,
          new Attribution.LayerScores(
              scores.contributions(),
              scores.multipliers(),
              parts.positive(),
              parts.negative(),
              scores.convergenceDelta()));
    }
    return new Attribution(
        ofInputs,
        ofLayers,
        result.output(),
        result.referenceOutput(),
        result.convergenceDelta(),
        Provenance.of(network, reference, target));
  }
}
