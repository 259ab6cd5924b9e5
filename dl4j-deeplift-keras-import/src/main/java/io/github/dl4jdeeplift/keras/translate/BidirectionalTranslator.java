package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.jspecify.annotations.Nullable;

/**
 * {@code Bidirectional}: a recurrent layer forwards and another backwards, whose outputs lie in the
 * order of time. Weights are told by their order, whatever the file names the layers inside.
 *
 * @param kinds the recurrent layers that it may hold, by class
 */
record BidirectionalTranslator(Map<String, RecurrentCell.Kind> kinds)
    implements SingleInputTranslator {
  private static final Map<String, Bidirectional.Mode> MODES =
      Map.of(
          "concat", Bidirectional.Mode.CONCAT,
          "sum", Bidirectional.Mode.ADD,
          "mul", Bidirectional.Mode.MUL,
          "ave", Bidirectional.Mode.AVERAGE);

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
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
    RecurrentCell cell = kind.cell(inner, innerOptions, input.knownChannels(layer));
    innerOptions.refuseUnread();
    if (way.backwards()) {
      throw layer.unsupported("go_backwards of the layer inside is not supported: leave it out");
    }
    int channels = (mode == Bidirectional.Mode.CONCAT ? 2 : 1) * cell.units();
    return translation(new Bidirectional(mode, way.layer(cell)), cell)
        .apply(way.output(input, channels));
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
