package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Layers of the package {@code keras-genomics}, whose weights both strands share. Other people gave
 * other layers the same names: they are read where that package runs, in files of Keras 2.0 to 2.3.
 */
public final class RevCompLayers {
  /** The option that says how many times the convolution is in the result. */
  public static final String FACTOR = "factor of the convolution";

  private static final Set<String> NAMES =
      Set.of("RevCompConv1D", "RevCompConv1DBatchNorm", "DenseAfterRevcompConv1D");

  private static final Pattern VERSION = Pattern.compile("2\\.[0-3]\\.\\d+");

  private RevCompLayers() {}

  /**
   * Returns the network with what the user says about such layers.
   *
   * @param network the network
   * @param version of the Keras that wrote it
   * @param bias how they add their bias, empty where the user does not say
   * @throws UnsupportedKerasModelException if it cannot be known what such a layer computes
   */
  public static KerasNetwork resolve(
      KerasNetwork network, String version, Optional<RevCompConv1DBias> bias) {
    List<KerasLayer> layers =
        network.layers().stream()
            .map(layer -> NAMES.contains(layer.className()) ? known(layer, version, bias) : layer)
            .toList();
    return new KerasNetwork(layers, network.inputs(), network.outputs(), network.weightGroups());
  }

  private static KerasLayer known(
      KerasLayer layer, String version, Optional<RevCompConv1DBias> bias) {
    if (!VERSION.matcher(version).matches()) {
      throw layer.unsupported(
          "a class of that name is known from keras-genomics with Keras 2.0 to 2.3, and the file is"
              + " of Keras "
              + version
              + ", where others have written classes of that name: put Keras layers in its place");
    }
    boolean plain = !layer.className().equals("RevCompConv1D");
    if (plain || !layer.config().path("use_bias").asBoolean(true)) {
      return layer;
    }
    RevCompConv1DBias known =
        bias.orElseThrow(
            () ->
                layer.unsupported(
                    "it has a bias, and its result is 2 * convolution + bias by the package"
                        + " keras-genomics, but convolution + bias by others who wrote that class:"
                        + " say which by KerasModels.reader().revCompConv1DBias(..)"));
    ObjectNode config = layer.config().deepCopy();
    config.put(FACTOR, known.factor());
    return new KerasLayer(
        layer.name(), layer.className(), config, layer.inputs(), layer.origin(), layer.call());
  }
}
