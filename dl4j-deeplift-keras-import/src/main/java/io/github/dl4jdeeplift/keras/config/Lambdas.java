package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Puts operations in the place of {@code Lambda} layers whose meaning is known. */
public final class Lambdas {
  private static final String LAMBDA = "Lambda";
  private static final String OPERATION = "ops.";

  private Lambdas() {}

  /**
   * Returns the network with the layers replaced.
   *
   * @param network the network
   * @param meanings meanings by the layer's name in the file, {@code model/layer} inside of a model
   * @throws IllegalArgumentException if a name is not a Lambda layer's
   */
  public static KerasNetwork resolve(KerasNetwork network, Map<String, LambdaMeaning> meanings) {
    TreeSet<String> found = new TreeSet<>();
    network.layers().stream()
        .filter(layer -> layer.className().equals(LAMBDA))
        .forEach(layer -> found.add(layer.origin()));
    if (!found.containsAll(meanings.keySet())) {
      throw new IllegalArgumentException(
          "meanings were given for "
              + new TreeSet<>(meanings.keySet())
              + ", but the Lambda layers of the model are "
              + found);
    }
    List<KerasLayer> layers =
        network.layers().stream().map(layer -> resolved(layer, meanings)).toList();
    return new KerasNetwork(layers, network.inputs(), network.outputs(), network.weightGroups());
  }

  private static KerasLayer resolved(KerasLayer layer, Map<String, LambdaMeaning> meanings) {
    LambdaMeaning meaning = meanings.get(layer.origin());
    if (meaning == null || !layer.className().equals(LAMBDA)) {
      return layer;
    }
    layer.call().requirePlain(layer);
    return new KerasLayer(
        layer.name(),
        OPERATION + meaning.operation(),
        JsonNodeFactory.instance.objectNode(),
        layer.inputs(),
        layer.origin(),
        new KerasCall(layer.call().first(), meaning.arguments(), 0));
  }
}
