package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import io.github.dl4jdeeplift.keras.translate.TensorShape;
import io.github.dl4jdeeplift.keras.translate.Translation;
import io.github.dl4jdeeplift.keras.translate.TranslatorTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A network whose layers are all translated.
 *
 * @param network the Keras network
 * @param translations translations by the layer's name, in the network's order; input layers have
 *     none
 * @param shapes shapes of the layers' outputs by name, inputs included, in the network's order
 * @param masks for layers that take a mask, which comes behind their inputs, the name of the layer
 *     whose first step makes it
 * @param joined layers that join masked values, which versions of Keras do differently
 */
public record TranslatedNetwork(
    KerasNetwork network,
    Map<String, Translation> translations,
    Map<String, TensorShape> shapes,
    Map<String, String> masks,
    Set<String> joined) {
  /**
   * Translates a network.
   *
   * @param network the network
   * @throws io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException if a layer cannot be
   *     translated faithfully
   */
  public static TranslatedNetwork of(KerasNetwork network) {
    MaskArguments plain = MaskArguments.of(network);
    TranslatorTable.requireRows(plain.network());
    Map<String, TensorShape> inputs = new LinkedHashMap<>();
    network.layers().stream()
        .filter(KerasLayer::isInput)
        .forEach(layer -> inputs.put(layer.name(), InputShapes.of(layer)));
    return withInputs(plain, inputs);
  }

  /**
   * Returns the shape of a layer's output.
   *
   * @param layer its name
   */
  public TensorShape shape(String layer) {
    return Objects.requireNonNull(shapes.get(layer), layer);
  }

  /** Returns the translation of a layer that is not an input layer. */
  Translation translation(KerasLayer layer) {
    return translation(layer.name());
  }

  /** Returns the translation of a layer that is not an input layer, by name. */
  Translation translation(String layer) {
    return Objects.requireNonNull(translations.get(layer), layer);
  }

  /** Returns the translation of the same network for other shapes of its inputs. */
  TranslatedNetwork withInputs(Map<String, TensorShape> inputs) {
    return withInputs(new MaskArguments(network, Map.of()), inputs);
  }

  private static TranslatedNetwork withInputs(
      MaskArguments plain, Map<String, TensorShape> inputs) {
    KerasNetwork network = plain.network();
    Map<String, Translation> translations = new LinkedHashMap<>();
    Map<String, TensorShape> shapes = new LinkedHashMap<>(inputs);
    MaskNames masks = new MaskNames(plain.makers());
    for (KerasLayer layer : network.layers()) {
      if (!layer.isInput()) {
        List<TensorShape> taken = new ArrayList<>();
        layer.inputs().forEach(input -> taken.add(shapes.get(input)));
        Translation translation = TranslatorTable.translate(layer, taken, masks.through(layer));
        translations.put(layer.name(), translation);
        shapes.put(layer.name(), translation.output());
      }
    }
    return new TranslatedNetwork(network, translations, shapes, masks.taken(), masks.joined());
  }

  /** Returns the shapes of the network's inputs, by name. */
  Map<String, TensorShape> inputShapes() {
    Map<String, TensorShape> inputs = new LinkedHashMap<>();
    network.inputs().forEach(name -> inputs.put(name, shapes.get(name)));
    return inputs;
  }
}
