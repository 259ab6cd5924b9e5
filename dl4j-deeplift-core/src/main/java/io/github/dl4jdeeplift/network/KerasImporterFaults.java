package io.github.dl4jdeeplift.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.deeplearning4j.preprocessors.PermutePreprocessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Layers that Deeplearning4j 1.0.0-M2.1's own Keras importer gives another function than Keras's,
 * without an error, in networks that came from it.
 *
 * <p>Such a network is told by preprocessors that only Keras models have, or by layers with the
 * names that Keras gives; one that this library loaded by the updater that it gives all layers,
 * {@link NoOp}.
 */
public final class KerasImporterFaults {
  private static final Pattern KERAS_NAME =
      Pattern.compile(
          "(conv1d|conv2d|dense|lstm|bidirectional|dropout|flatten|activation|batch_normalization"
              + "|(global_)?(max|average)_pooling[12]d|up_sampling1d|cropping1d|zero_padding1d"
              + "|p_re_lu|leaky_re_lu|embedding|simple_rnn|time_distributed)(_\\d+)?");

  private static final Pattern MAXIMUM = Pattern.compile("max_?pooling_?1d.*");

  private static final Set<Class<?>> OF_KERAS_MODELS =
      Set.of(
          KerasFlattenRnnPreprocessor.class, PermutePreprocessor.class, ReshapePreprocessor.class);

  private static final Map<Class<?>, String> FAULTS =
      Map.of(
          Subsampling1DLayer.class, "averages are imported as maxima",
          PReLULayer.class, "its slopes are not loaded",
          Upsampling1D.class, "it repeats channels instead of positions",
          Cropping1D.class, "it crops channels instead of positions",
          ZeroPadding1DLayer.class, "it pads channels instead of positions");

  private KerasImporterFaults() {}

  /**
   * Looks for such layers.
   *
   * @param network a MultiLayerNetwork or ComputationGraph
   * @return the layers in doubt, each with what may be wrong; none for networks that did not come
   *     from that importer
   */
  public static List<String> in(Model network) {
    Map<String, Layer> layers = layers(network);
    boolean isKeras =
        preprocessors(network).stream().anyMatch(each -> OF_KERAS_MODELS.contains(each.getClass()))
            || layers.keySet().stream().anyMatch(name -> KERAS_NAME.matcher(name).matches());
    if (!isKeras || layers.values().stream().anyMatch(KerasImporterFaults::isOurs)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    layers.forEach(
        (name, layer) -> {
          String fault = FAULTS.get(layer.getClass());
          if (fault != null && !MAXIMUM.matcher(name).matches()) {
            found.add("'" + name + "' (" + layer.getClass().getSimpleName() + ": " + fault + ")");
          }
        });
    return found;
  }

  private static boolean isOurs(Layer layer) {
    return layer instanceof BaseLayer base && base.getIUpdater() instanceof NoOp;
  }

  private static Map<String, Layer> layers(Model network) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    if (network instanceof MultiLayerNetwork row) {
      for (NeuralNetConfiguration each : row.getLayerWiseConfigurations().getConfs()) {
        layers.put(String.valueOf(each.getLayer().getLayerName()), each.getLayer());
      }
    } else if (network instanceof ComputationGraph graph) {
      graph
          .getConfiguration()
          .getVertices()
          .forEach(
              (name, vertex) -> {
                if (vertex instanceof LayerVertex layer) {
                  layers.put(name, layer.getLayerConf().getLayer());
                }
              });
    }
    return layers;
  }

  private static List<InputPreProcessor> preprocessors(Model network) {
    List<InputPreProcessor> found = new ArrayList<>();
    if (network instanceof MultiLayerNetwork row) {
      found.addAll(row.getLayerWiseConfigurations().getInputPreProcessors().values());
    } else if (network instanceof ComputationGraph graph) {
      graph.getConfiguration().getVertices().values().stream()
          .filter(LayerVertex.class::isInstance)
          .map(vertex -> ((LayerVertex) vertex).getPreProcessor())
          .filter(Objects::nonNull)
          .forEach(found::add);
    }
    return found;
  }
}
