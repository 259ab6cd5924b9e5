package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.keras.translate.RefusedClasses;
import io.github.dl4jdeeplift.keras.translate.TranslatorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table in docs/keras-layers.md is made here from the networks that Keras wrote, each of which
 * {@link KerasLayersTest} compares with Keras's outputs and {@link ExplainedModelsTest} explains.
 */
class KerasLayerTableTest {
  private static final Path DOCUMENT = Path.of("../docs/keras-layers.md");
  private static final Path CLASSES = Path.of("src/test/resources/keras-classes");
  private static final Path MADE = Path.of("target/keras-layers.md");

  /** What one class of Keras became, and in how many networks it was met. */
  private static final class Row {
    private final TreeSet<String> becomes = new TreeSet<>();
    private int networks;
  }

  @Test
  void table_isThatOfTheNetworks() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    TranslatorTable.classNames().forEach(name -> rows.put(name, new Row()));
    KerasLayersTest.supported().forEach(network -> addTo(rows, network));

    StringBuilder table = new StringBuilder();
    rows.values().removeIf(row -> row.becomes.isEmpty());
    rows.forEach(
        (name, row) -> table.append(line(name, String.join(", ", row.becomes), row.networks)));
    table.append("\n## Refused\n\n| Keras layer | reason |\n| --- | --- |\n");
    new TreeMap<>(RefusedClasses.reasons())
        .forEach((name, reason) -> table.append("| `" + name + "` | " + reason + " |\n"));
    Files.writeString(MADE, table);

    String document = Files.readString(DOCUMENT);
    String written = document.substring(document.indexOf("| --- |"));
    assertThat(written.substring(written.indexOf('\n') + 1))
        .as("docs/keras-layers.md, whose table was made anew in %s", MADE)
        .isEqualTo(table.toString());
  }

  /** The lists are of {@code scripts/list_keras_layers.py}. */
  @ParameterizedTest
  @ValueSource(strings = {"2.15.0", "3.15.1"})
  void classesOfKeras_areLoadedOrRefusedWithAReason(String version) throws IOException {
    List<String> classes = Files.readAllLines(CLASSES.resolve(version + ".txt"));

    assertThat(classes).hasSizeGreaterThan(100);
    assertThat(classes)
        .allMatch(
            name ->
                TranslatorTable.classNames().contains(name)
                    != RefusedClasses.reasons().containsKey(name));
  }

  private static String line(String name, String becomes, int networks) {
    return "| `" + name + "` | " + becomes + " | " + networks + " |\n";
  }

  private static void addTo(Map<String, Row> rows, String network) {
    KerasModel model = KerasModels.read(Fixtures.model(network));
    ComputationGraphConfiguration configuration = model.network().getConfiguration();
    TreeSet<String> met = new TreeSet<>();
    for (KerasModel.Layer layer : model.layers()) {
      Row row = rows.get(layer.className());
      if (row != null && met.add(layer.className())) {
        row.networks++;
      }
      configuration.getVertices().forEach((name, vertex) -> addTo(row, layer.name(), name, vertex));
    }
  }

  private static void addTo(Row row, String layer, String name, GraphVertex vertex) {
    if (row != null && (name.equals(layer) || name.startsWith(layer + "/part"))) {
      Object made =
          vertex instanceof LayerVertex layerVertex
              ? layerVertex.getLayerConf().getLayer()
              : vertex;
      row.becomes.add("`" + made.getClass().getSimpleName() + "`");
    }
  }
}
