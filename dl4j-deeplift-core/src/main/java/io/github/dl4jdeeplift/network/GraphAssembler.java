package io.github.dl4jdeeplift.network;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.LayerOutline;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.RuleTable;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns layers into nodes one by one, and gathers those that have no rule. */
final class GraphAssembler {
  private final RuleTable table;
  private final DataType dataType;
  private final List<Node> nodes = new ArrayList<>();
  private final RefusedLayers refused = new RefusedLayers();
  private final MaskFlow masks;
  private final Lanes lanes = new Lanes();
  private final FoldedSteps steps = new FoldedSteps();

  GraphAssembler(RuleTable table, DataType dataType, MaskFlow masks) {
    this.table = table;
    this.dataType = dataType;
    this.masks = masks;
  }

  /**
   * Adds the nodes of a layer or vertex.
   *
   * @param layer its identity
   * @param configuration its configuration
   * @param parameters its parameters
   * @param inputs names of the values it reads
   */
  void add(
      LayerId layer, Object configuration, Map<String, INDArray> parameters, List<String> inputs) {
    LayerView<?> view =
        new LayerView<>(
            layer.name(),
            configuration,
            parameters,
            dataType,
            table,
            masks.statesOf(lanes.names(inputs, 0)));
    Expansion expansion = expansion(layer, view, inputs);
    lanes.put(layer.name(), lanes.of(inputs));
    if (inputs.stream().anyMatch(input -> lanes.of(input) != lanes.of(inputs))) {
      refuse(layer, "its inputs " + inputs + " are not stacked alike: unstack them before it");
    }
    if (FoldedSteps.ends(configuration) && lanes.of(inputs) > 1) {
      refuse(
          layer,
          "Deeplearning4j 1.0.0-M2.1 itself mixes the rows of stacked values with time steps there:"
              + " unstack them before it");
    }
    for (int lane = 0; lane < lanes.of(inputs); lane++) {
      String name = lanes.name(layer.name(), lane);
      MaskFlow.Masked masked =
          masked(new MaskFlow.Met(layer, name), view, lanes.names(inputs, lane));
      nodes.addAll(masked.nodes());
      addNodes(layer, masked.apply(expansion), masked.sources(), name);
    }
  }

  private MaskFlow.Masked masked(MaskFlow.Met met, LayerView<?> view, List<String> inputs) {
    try {
      return masks.through(met, view, inputs);
    } catch (UnsupportedLayerException e) {
      refuse(met.layer(), String.valueOf(e.getMessage()));
      return MaskFlow.Masked.none(inputs);
    }
  }

  private void addNodes(
      LayerId layer, Expansion expansion, MaskFlow.Sources sources, String whole) {
    List<String> names = new ArrayList<>();
    for (Expansion.Part part : expansion.parts()) {
      boolean last = names.size() == expansion.parts().size() - 1;
      String name = last ? whole : whole + "/" + (names.size() + 1);
      List<String> from =
          part.from().stream()
              .flatMap(place -> place < 0 ? sources.at(place) : Stream.of(names.get(place)))
              .toList();
      nodes.add(new Node(name, layer, part.rule(), from));
      names.add(name);
    }
  }

  /** Adds a vertex that puts its inputs one behind the other along the batch. */
  void addStack(LayerId layer, List<String> inputs) {
    List<String> stacked = inputs.stream().flatMap(input -> lanes.allOf(input).stream()).toList();
    if (stacked.stream().anyMatch(masks::has) && !stacked.stream().allMatch(masks::has)) {
      refuse(
          layer,
          "masks reach some of its inputs "
              + inputs
              + " and not others, which Deeplearning4j 1.0.0-M2.1 itself cannot stack: give each of"
              + " them a mask");
    }
    if (inputs.size() > 1 && inputs.stream().anyMatch(steps::has)) {
      refuse(layer, "it stacks rows that are time steps: put a CnnToRnnPreProcessor before it");
    }
    lanes.put(layer.name(), lanes.stacked(inputs));
    for (int lane = 0; lane < stacked.size(); lane++) {
      addLane(layer, lane, stacked.get(lane));
    }
  }

  /** Adds a vertex that picks one of {@code parts} equal parts of the batch. */
  void addUnstack(LayerId layer, int from, int parts, String input) {
    int stacked = lanes.of(input);
    if (stacked % parts != 0) {
      refuse(
          layer,
          "it divides the batch by "
              + parts
              + ", but "
              + stacked
              + " values are stacked there: give it the number of inputs of the StackVertex");
      return;
    }
    int picked = stacked / parts;
    if (picked > 1 && lanes.allOf(input).stream().anyMatch(masks::has)) {
      refuse(
          layer,
          "a mask reaches it, of which Deeplearning4j 1.0.0-M2.1 itself picks other rows than of the"
              + " data where those are stacked twice");
    }
    lanes.put(layer.name(), picked);
    for (int lane = 0; lane < picked; lane++) {
      addLane(layer, lane, lanes.name(input, from * picked + lane));
    }
  }

  private void addLane(LayerId layer, int lane, String input) {
    String name = lanes.name(layer.name(), lane);
    nodes.add(new Node(name, layer, new IdentityRule(), List.of(input)));
    masks.handOn(input, name);
  }

  /** Refuses a network output whose rows are no examples, since it is stacked or of time steps. */
  void refuseRows(LayerId output) {
    if (steps.has(output.name())) {
      refuse(
          output,
          "as an output it has a row for each time step, not for each example: put a"
              + " CnnToRnnPreProcessor or FeedForwardToRnnPreProcessor and an RnnOutputLayer behind"
              + " it");
    }
    if (lanes.of(output.name()) > 1) {
      refuse(
          output,
          "as an output it has "
              + lanes.of(output.name())
              + " rows for each example: put an UnstackVertex behind it");
    }
  }

  /**
   * Adds the nodes of the preprocessor in front of a layer.
   *
   * @return the name of the value that the layer reads
   */
  String addPreprocessor(LayerId layer, InputPreProcessor preprocessor, String input) {
    if (preprocessor instanceof ComposableInputPreProcessor composed) {
      String from = input;
      for (InputPreProcessor part : composed.getInputPreProcessors()) {
        from = addPreprocessor(layer, part, from);
      }
      return from;
    }
    LayerId own =
        new LayerId(
            layer.name() + "/preprocessor" + nodes.size(),
            layer.index(),
            preprocessor.getClass().getSimpleName());
    add(own, preprocessor, Map.of(), List.of(input));
    return own.name();
  }

  /** Adds a vertex that is nothing but a preprocessor. */
  void addPreprocessorVertex(LayerId layer, InputPreProcessor preprocessor, String input) {
    String from = addPreprocessor(layer, preprocessor, input);
    addStack(layer, List.of(from));
    steps.handOn(from, layer.name());
  }

  /** Notes a layer that cannot be explained. */
  void refuse(LayerId layer, String reason) {
    refused.add(layer, reason);
  }

  private Expansion expansion(LayerId layer, LayerView<?> view, List<String> inputs) {
    try {
      Optional<Expansion> found = table.nodesOf(view);
      if (found.isPresent()) {
        return steps.through(layer.name(), view.configuration(), inputs, found.get());
      }
      refuse(layer, "no rule for " + view.configuration().getClass().getName());
    } catch (UnsupportedLayerException e) {
      refuse(layer, String.valueOf(e.getMessage()));
    }
    return Expansion.chain(new IdentityRule());
  }

  /** Returns what was found of each layer, in order. */
  List<LayerOutline> outlines() {
    Map<LayerId, List<String>> rules = new LinkedHashMap<>();
    for (Node node : nodes) {
      rules
          .computeIfAbsent(node.layer(), layer -> new ArrayList<>())
          .add(node.rule().description());
    }
    return rules.entrySet().stream()
        .map(entry -> outline(entry.getKey(), entry.getValue()))
        .toList();
  }

  private LayerOutline outline(LayerId layer, List<String> rules) {
    String refusal = refused.reason(layer);
    return new LayerOutline(layer, refusal == null ? rules : List.of(), refusal);
  }

  /**
   * Returns the graph; its inputs are the network's and then the masks.
   *
   * @throws UnsupportedLayerException naming every layer that has no rule
   */
  NodeGraph build(List<String> inputs, List<String> outputs) {
    refused.requireNone();
    List<String> all = new ArrayList<>(inputs);
    all.addAll(masks.names());
    return new NodeGraph(all, outputs, nodes);
  }
}
