package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.dialect.Dialects;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads weights as Keras 3 stores them, and Keras 2 in {@code .keras} files: a tree of groups like
 * that of the layers, each with its arrays under {@code vars}, numbered in Keras's order.
 *
 * <p>A layer's group is named by its class and its number among the layers of that class, since a
 * layer's own name may be another where the model is built again.
 */
final class LayerTreeReader {
  private static final String LAYERS = "layers";
  private static final String VARIABLES = "vars";
  private static final Set<String> MODELS = Set.of("Sequential", "Functional", "Model");

  /** Parts of layers that hold arrays, in the order in which Keras lists these. */
  private static final List<String> PARTS =
      List.of(
          "layer",
          "forward_layer",
          "backward_layer",
          "cell",
          "query_dense",
          "key_dense",
          "value_dense",
          "output_dense",
          "_query_dense",
          "_key_dense",
          "_value_dense",
          "_output_dense");

  /** Groups beside the layers that matter to training alone. */
  private static final Set<String> OF_TRAINING =
      Set.of("optimizer", "_optimizer", "metrics", "loss_tracker", "_loss_tracker");

  private static final String SEED = "seed_generator";

  private final ArrayReader reader;
  private final Map<String, List<WeightArray>> weights = new LinkedHashMap<>();

  private LayerTreeReader(ArrayReader reader) {
    this.reader = reader;
  }

  /** Returns whether a group holds weights in this form. */
  static boolean isOfThisForm(Hdf5Group root) {
    return root.child(LAYERS).isPresent();
  }

  /**
   * Reads all arrays.
   *
   * @param root the group that holds the tree
   * @param model class and configuration of the model in the form of Keras 2
   * @param fileSize bytes of the file; the arrays together cannot be larger
   * @return arrays by the name of the layer, {@code model/layer} for the layers of a model inside
   *     of the model; layers without weights are left out
   */
  static Map<String, List<WeightArray>> read(Hdf5Group root, JsonNode model, long fileSize) {
    LayerTreeReader tree = new LayerTreeReader(new ArrayReader(root, fileSize));
    tree.model(root, model, "", "");
    tree.reader.finish(LayerTreeReader::isNoWeight);
    return tree.weights;
  }

  private static boolean isNoWeight(String path) {
    List<String> parts = List.of(path.split("/", -1));
    return OF_TRAINING.contains(parts.get(0)) || parts.stream().anyMatch(SEED::equals);
  }

  private void model(Hdf5Group group, JsonNode model, String path, String outer) {
    JsonNode config = model.path("config");
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode layer : config.isArray() ? config : config.path(LAYERS)) {
      String className = layer.path("class_name").asText();
      if (!Dialects.isOperation(className)) {
        String kind = snakeCase(className);
        int number = counts.merge(kind, 1, Integer::sum) - 1;
        String place = LAYERS + "/" + (number == 0 ? kind : kind + "_" + number);
        group.child(place).ifPresent(child -> layer(child, layer, path + place, outer));
      }
    }
  }

  private void layer(Hdf5Group group, JsonNode layer, String path, String outer) {
    String name = outer + layer.path("config").path("name").asText();
    requireName(group, layer.path("config").path("name").asText(), path);
    if (MODELS.contains(layer.path("class_name").asText())) {
      model(group, layer, path + "/", name + "/");
      return;
    }
    List<WeightArray> arrays = new ArrayList<>();
    collect(group, path, arrays);
    if (!arrays.isEmpty() && weights.put(name, arrays) != null) {
      throw new UnreadableKerasFileException("stores the weights of '" + name + "' twice");
    }
  }

  /** Since Keras 3.9 each group tells the name of its layer. */
  private static void requireName(Hdf5Group group, String name, String path) {
    String stored = group.child(VARIABLES).flatMap(own -> own.text("name")).orElse(name);
    if (!stored.equals(name)) {
      throw new UnreadableKerasFileException(
          "stores weights of '"
              + stored
              + "' as '"
              + path
              + "', where the configuration has '"
              + name
              + "': save both from one model");
    }
  }

  private void collect(Hdf5Group group, String path, List<WeightArray> arrays) {
    reader.addHeader(path, group);
    group.child(VARIABLES).ifPresent(own -> own(own, path + "/" + VARIABLES, arrays));
    for (String part : PARTS) {
      group
          .child(part)
          .ifPresent(
              child -> {
                refuseModel(child, path + "/" + part);
                collect(child, path + "/" + part, arrays);
              });
    }
  }

  private void own(Hdf5Group group, String path, List<WeightArray> arrays) {
    reader.addHeader(path, group);
    for (int number = 0; group.dataset(Integer.toString(number)).isPresent(); number++) {
      arrays.add(reader.array(path + "/" + number, ""));
    }
  }

  private static void refuseModel(Hdf5Group part, String path) {
    if (part.child(LAYERS).isPresent()) {
      throw new UnsupportedKerasModelException(
          "'" + path + "' is a model inside of a layer, which is not supported: save it as .h5");
    }
  }

  /** Keras's own rule: {@code LeakyReLU} is {@code leaky_re_lu}. */
  static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
