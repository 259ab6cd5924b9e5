package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.EngineResult;
import io.github.dl4jdeeplift.engine.Explained;
import io.github.dl4jdeeplift.engine.PairRunner;
import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.engine.References;
import io.github.dl4jdeeplift.engine.Scores;
import io.github.dl4jdeeplift.network.MaskPlaces;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One call of {@code explain()}: checked inputs, one forward pass for all targets that can share
 * it.
 */
final class ExplainCall {
  private final Snapshot network;
  private final Settings settings;
  private final Asked asked;
  private final Compared compared;
  private final List<INDArray> examples;
  private final MaskPlaces places;
  private final MaskedNetwork masked;
  private final List<INDArray> given;
  private final List<Shape> shapes;
  private final Reference reference;
  private final ExampleRange range;
  private final List<ChannelSum> sums;

  /**
   * Checks the inputs.
   *
   * @param network the network
   * @param settings what the user chose
   * @param asked the examples
   * @param compared what they are compared with
   */
  ExplainCall(Snapshot network, Settings settings, Asked asked, Compared compared) {
    this.network = network;
    this.settings = settings;
    this.asked = asked;
    this.compared = compared;
    this.examples = InputChecks.checked(asked.inputs, network);
    this.places = MaskChecks.places(asked.masks);
    List<INDArray> masks = MaskChecks.checked(asked.masks, examples, network);
    this.masked = network.masked(places);
    this.given = Stream.concat(examples.stream(), masks.stream()).toList();
    this.shapes = shapesOf(given);
    this.reference = compared.reference;
    this.range = new ExampleRange(compared.first, examples.get(0).size(0), compared.isAll);
    NetworkShapes.of(masked.whole(), shapes);
    this.sums = sums();
  }

  private static List<Shape> shapesOf(List<INDArray> arrays) {
    return arrays.stream().map(array -> Shape.ofBatch(array.shape())).toList();
  }

  /**
   * What is to be explained.
   *
   * @param inputs the examples, one array for each network input
   * @param masks their masks
   */
  record Asked(INDArray[] inputs, Masks masks) {}

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
    Supplier<List<EngineResult>> work = work(targets);
    masked.gate().check(given, shapes);
    List<EngineResult> results = summing(work.get(), targets);
    results.forEach(check);
    return IntStream.range(0, targets.size())
        .mapToObj(index -> attribution(results.get(index), targets.get(index)))
        .toList();
  }

  /** Prepares what is to be done, everything that the user gave checked. */
  private Supplier<List<EngineResult>> work(List<Target> targets) {
    Set<Site> sites = targets.stream().map(Target::site).collect(Collectors.toSet());
    List<INDArray> masksOfData = masked.masksOfData(given, shapes, network.dataType());
    List<INDArray> rows = Stream.concat(given.stream(), masksOfData.stream()).toList();
    Program program = network.program(places, sites, shapesOf(rows), sums);
    List<Explained> explained = targets.stream().map(target -> explained(target, program)).toList();
    References references = references(rows);
    return () -> new PairRunner(program, rows, references, settings.tiling()).run(explained);
  }

  /**
   * Works out anew in double precision what does not sum: where values inside the network are much
   * larger than its output, rounding in float32 alone may exceed the tolerance. The gate has been
   * passed.
   */
  private List<EngineResult> summing(List<EngineResult> results, List<Target> targets) {
    List<Integer> missing =
        IntStream.range(0, results.size())
            .filter(index -> results.get(index).shortfall() != null)
            .boxed()
            .toList();
    if (missing.isEmpty() || network.dataType() == DataType.DOUBLE) {
      return results;
    }
    List<EngineResult> precise =
        new ExplainCall(network.inDouble(), settings, asked, compared)
            .work(missing.stream().map(targets::get).toList())
            .get();
    List<EngineResult> summing = new ArrayList<>(results);
    for (int index = 0; index < missing.size(); index++) {
      summing.set(missing.get(index), precise.get(index).inFloat());
    }
    return summing;
  }

  private References references(List<INDArray> rows) {
    References plain = InputReferences.of(reference, examples, network.inputNames(), range);
    int inputs = examples.size();
    return rows.size() == inputs
        ? plain
        : new MaskedReferences(plain, rows.subList(inputs, rows.size()));
  }

  private Explained explained(Target target, Program program) {
    String node = target.site().node(masked.explained());
    return new Explained(
        node,
        target
            .selection(() -> network.timeAxis(target.site().layer(masked.explained())))
            .seed(program.shape(node), network.dataType(), range));
  }

  private List<ChannelSum> sums() {
    List<ChannelSum> found = new ArrayList<>();
    if (settings.normalized().areWanted()) {
      List<Integer> axes = settings.normalized().in(shapes.subList(0, examples.size()));
      for (int input = 0; input < axes.size(); input++) {
        String name = network.inputNames().get(input);
        found.add(ChannelSum.of(examples.get(input), axes.get(input), name));
      }
    }
    return found;
  }

  private Attribution attribution(EngineResult result, Target target) {
    List<Attribution.InputScores> ofInputs = new ArrayList<>();
    for (String input : network.inputNames()) {
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
