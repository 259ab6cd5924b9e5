package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.graph.LayerOutline;
import io.github.dl4jdeeplift.keras.KerasModel;
import io.github.dl4jdeeplift.rule.Shape;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers of a model, one in a row: those of the Keras file where it is one.
 *
 * @param rows the rows, the header first
 */
record LayerTable(List<Row> rows) {
  private static final Row HEADER = new Row("layer", "type", "output shape", "rule");
  private static final String INPUT = "network input";
  private static final String UNKNOWN = "?";

  /**
   * A row.
   *
   * @param name the layer's name
   * @param type its class, of Keras where the model is a Keras file
   * @param shape shape of its output without the batch
   * @param rule what is done there, or why nothing can
   */
  record Row(String name, String type, String shape, String rule) {}

  LayerTable {
    rows = List.copyOf(rows);
  }

  /**
   * Lists the layers.
   *
   * @param model the model
   * @param outlines what will be done at each layer
   * @param shapes shapes by name, as far as they are known
   */
  static LayerTable of(LoadedModel model, List<LayerOutline> outlines, Map<String, Shape> shapes) {
    List<Row> rows = new ArrayList<>(List.of(HEADER));
    if (model.keras().isPresent()) {
      model.keras().get().layers().forEach(layer -> rows.add(row(layer, outlines)));
    } else {
      model.inputs().forEach(input -> rows.add(row(input)));
      outlines.forEach(outline -> rows.add(row(outline, shapes)));
    }
    return new LayerTable(rows);
  }

  private static Row row(KerasModel.Layer layer, List<LayerOutline> outlines) {
    Stream<LayerOutline> own =
        outlines.stream()
            .filter(outline -> (outline.layer().name() + "/").startsWith(layer.name() + "/"));
    String rule = layer.inputs().isEmpty() ? INPUT : rule(own.toList());
    return new Row(layer.name(), layer.className(), text(layer.outputShape()), rule);
  }

  private static Row row(ModelInput input) {
    String shape = input.shape().isEmpty() ? UNKNOWN : text(input.shape());
    return new Row(input.name(), "input", shape, INPUT);
  }

  private static Row row(LayerOutline outline, Map<String, Shape> shapes) {
    String name = outline.layer().name();
    String shape = shapes.containsKey(name) ? String.valueOf(shapes.get(name)) : UNKNOWN;
    return new Row(name, outline.layer().type(), shape, rule(List.of(outline)));
  }

  private static String rule(List<LayerOutline> outlines) {
    String refusals =
        outlines.stream()
            .filter(outline -> outline.refusal() != null)
            .map(outline -> "none: " + outline.refusal())
            .collect(Collectors.joining("; "));
    return refusals.isEmpty()
        ? outlines.stream()
            .flatMap(outline -> outline.rules().stream())
            .distinct()
            .collect(Collectors.joining(", then "))
        : refusals;
  }

  private static String text(List<Long> sizes) {
    return sizes.stream()
        .map(size -> size == ModelInput.ANY ? UNKNOWN : String.valueOf(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  void print(PrintStream out) {
    int names = rows.stream().mapToInt(row -> row.name.length()).max().orElse(1);
    int types = rows.stream().mapToInt(row -> row.type.length()).max().orElse(1);
    int shapes = rows.stream().mapToInt(row -> row.shape.length()).max().orElse(1);
    String format = "%-" + names + "s  %-" + types + "s  %-" + shapes + "s  %s%n";
    rows.forEach(row -> out.printf(format, row.name, row.type, row.shape, row.rule));
  }
}
