package io.github.dl4jdeeplift.cli;

import static java.util.stream.Collectors.joining;

import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.graph.LayerOutline;
import io.github.dl4jdeeplift.keras.KerasModel;
import io.github.dl4jdeeplift.rule.Shape;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The layers of a model, one in a row: those of the Keras file where it is one.
 *
 * @param rows the rows, the header first
 */
record LayerTable(List<Row> rows) {
  private static final Row HEADER = new Row("layer", "type", "becomes", "output shape", "rule");
  private static final String INPUT = "network input";
  private static final String UNKNOWN = "?";

  /**
   * A row.
   *
   * @param name the layer's name
   * @param type its class, of Keras where the model is a Keras file
   * @param becomes Deeplearning4j's classes that a layer of Keras became
   * @param shape shape of its output without the batch
   * @param rule what is done there, or why nothing can
   */
  record Row(String name, String type, String becomes, String shape, String rule) {}

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
    String becomes =
        String.join(" + ", layer.becomes())
            + layer.reading().map(read -> ", read as " + read).orElse("");
    return new Row(layer.name(), layer.className(), becomes, text(layer.outputShape()), rule);
  }

  private static Row row(ModelInput input) {
    String shape = input.shape().isEmpty() ? UNKNOWN : text(input.shape());
    return new Row(input.name(), "input", "", shape, INPUT);
  }

  private static Row row(LayerOutline outline, Map<String, Shape> shapes) {
    String name = outline.layer().name();
    String shape = shapes.containsKey(name) ? String.valueOf(shapes.get(name)) : UNKNOWN;
    return new Row(name, outline.layer().type(), "", shape, rule(List.of(outline)));
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

  /** Prints the table; the column of what a layer became is of Keras models alone. */
  void print(PrintStream out) {
    boolean keras = rows.stream().skip(1).anyMatch(row -> !row.becomes.isEmpty());
    List<Function<Row, String>> columns =
        keras
            ? List.of(Row::name, Row::type, Row::becomes, Row::shape)
            : List.of(Row::name, Row::type, Row::shape);
    String format =
        columns.stream().map(this::width).map(width -> "%-" + width + "s  ").collect(joining())
            + "%s%n";
    for (Row row : rows) {
      Stream<String> cells = columns.stream().map(column -> column.apply(row));
      out.printf(format, Stream.concat(cells, Stream.of(row.rule)).toArray());
    }
  }

  private int width(Function<Row, String> column) {
    return rows.stream().mapToInt(row -> column.apply(row).length()).max().orElse(1);
  }
}
