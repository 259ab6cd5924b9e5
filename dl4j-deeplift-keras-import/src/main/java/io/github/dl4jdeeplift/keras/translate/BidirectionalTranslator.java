package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex;
import io.github.dl4jdeeplift.keras.layer.ConcatenateVertex;
import io.github.dl4jdeeplift.keras.layer.MaskedVertex;
import io.github.dl4jdeeplift.keras.layer.SliceVertex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.jspecify.annotations.Nullable;

/**
 * {@code Bidirectional}: a recurrent layer forwards and another backwards, whose outputs lie in the
 * order of time. Weights are told by their order, whatever the file names the layers inside.
 *
 * @param kinds the recurrent layers that it may hold, by class
 */
record BidirectionalTranslator(Map<String, RecurrentCell.Kind> kinds) implements MaskedTranslator {
  private static final Map<String, Bidirectional.Mode> MODES =
      Map.of(
          "concat", Bidirectional.Mode.CONCAT,
          "sum", Bidirectional.Mode.ADD,
          "mul", Bidirectional.Mode.MUL,
          "ave", Bidirectional.Mode.AVERAGE);

  /** One direction, and how both are merged. */
  private record Parts(
      RecurrentTranslator.Way way, Bidirectional.Mode mode, Supplier<RecurrentCell> cell) {
    TensorShape output(TensorShape input) {
      int channels = (mode == Bidirectional.Mode.CONCAT ? 2 : 1) * cell.get().units();
      return way.output(input, channels);
    }
  }

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    Parts parts = parts(layer, options, input);
    RecurrentCell cell = parts.cell.get();
    return translation(new Bidirectional(parts.mode, parts.way.layer(cell)), cell)
        .apply(parts.output(input));
  }

  /** Both directions run over the unmasked steps; at masked ones the output is 0. */
  @Override
  public Translation translateMasked(KerasLayer layer, LayerOptions options, TensorShape input) {
    String inner = layer.config().path("layer").path("class_name").asText();
    RecurrentTranslator.requireMasks(layer, inner);
    Parts parts = parts(layer, options, input);
    RecurrentTranslator.Way.refuseWrongZeros(layer, parts.way);
    MaskedVertex behind =
        new MaskedVertex(parts.way.sequences() ? MaskedVertex.Use.ZEROED : MaskedVertex.Use.LAST);
    StepGraph steps = new StepGraph();
    int sequence = steps.vertex(SliceVertex.reverse(1), StepGraph.INPUT);
    int mask = steps.vertex(SliceVertex.reverse(1), MASK);
    int forward = direction(steps, parts, StepGraph.INPUT, MASK);
    forward = steps.vertex(behind, forward, MASK);
    int backward = direction(steps, parts, sequence, mask);
    backward = steps.vertex(behind, backward, mask);
    if (parts.way.sequences()) {
      backward = steps.vertex(SliceVertex.reverse(1), backward);
    }
    steps.vertex(merge(parts), forward, backward);
    return steps.translation(parts.output(input));
  }

  private static int direction(StepGraph steps, Parts parts, int sequence, int mask) {
    int gathered = steps.vertex(new MaskedVertex(MaskedVertex.Use.GATHERED), sequence, mask);
    return steps.cell(parts.cell.get(), gathered);
  }

  private static GraphVertex merge(Parts parts) {
    return switch (parts.mode) {
      case CONCAT -> new ConcatenateVertex(parts.way.sequences() ? 2 : 1);
      case ADD -> new BroadcastVertex(BroadcastVertex.Operation.ADD);
      case MUL -> new BroadcastVertex(BroadcastVertex.Operation.MULTIPLY);
      case AVERAGE -> new BroadcastVertex(BroadcastVertex.Operation.AVERAGE);
    };
  }

  @Override
  public boolean handsMaskOn(KerasLayer layer) {
    JsonNode inner = layer.config().path("layer").path("config");
    return inner.path("return_sequences").asBoolean();
  }

  private Parts parts(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 2, 2);
    KerasLayer inner = InnerLayer.of(layer, options, "layer");
    requireMirrored(layer, options, inner);
    Bidirectional.Mode mode = MODES.get(options.text("merge_mode", "none"));
    RecurrentCell.@Nullable Kind kind = kinds.get(inner.className());
    if (mode == null || kind == null) {
      throw layer.unsupported(
          "around "
              + inner.className()
              + " with merge_mode "
              + options.node("merge_mode")
              + " it is not supported: it may hold "
              + List.copyOf(kinds.keySet())
              + ", merged by 'concat', 'sum', 'mul' or 'ave'");
    }
    LayerOptions innerOptions = inner.options();
    RecurrentTranslator.Way way = RecurrentTranslator.Way.read(inner, innerOptions);
    int channels = input.knownChannels(layer);
    kind.cell(inner, innerOptions, channels);
    innerOptions.refuseUnread();
    if (way.backwards()) {
      throw layer.unsupported("go_backwards of the layer inside is not supported: leave it out");
    }
    return new Parts(way, mode, () -> kind.cell(inner, inner.options(), channels));
  }

  private static java.util.function.Function<TensorShape, Translation> translation(
      Layer layer, RecurrentCell cell) {
    List<WeightSlot> slots = new ArrayList<>(cell.weights("f"));
    slots.addAll(cell.weights("b"));
    Set<String> constants = new HashSet<>(cell.constants("f"));
    constants.addAll(cell.constants("b"));
    return output -> Translation.of(layer, output, slots).withConstants(constants);
  }

  /** A backward layer that is written out must be the forward one, the other way round. */
  private static void requireMirrored(KerasLayer layer, LayerOptions options, KerasLayer inner) {
    if (!options.has("backward_layer")) {
      options.ignore("backward_layer");
      return;
    }
    KerasLayer backward = InnerLayer.of(layer, options, "backward_layer");
    boolean mirrored =
        backward.className().equals(inner.className())
            && backward.config().path("go_backwards").asBoolean()
                != inner.config().path("go_backwards").asBoolean()
            && common(backward.config()).equals(common(inner.config()));
    if (!mirrored) {
      throw layer.unsupported(
          "its backward_layer has other options than its layer: use the same options for both");
    }
  }

  private static JsonNode common(JsonNode config) {
    ObjectNode common = config.deepCopy();
    common.remove(List.of("name", "go_backwards", "dtype", "trainable", "build_config"));
    return common;
  }
}
