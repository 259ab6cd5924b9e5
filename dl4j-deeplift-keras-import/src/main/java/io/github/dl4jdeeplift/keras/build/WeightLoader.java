package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.file.WeightArray;
import io.github.dl4jdeeplift.keras.translate.Translation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Puts the arrays of the file where Deeplearning4j keeps them. */
final class WeightLoader {
  private WeightLoader() {}

  /**
   * Sets every parameter of a network.
   *
   * @param graph the network
   * @param translations its layers
   * @param weights the arrays and their places
   */
  static void load(
      ComputationGraph graph, Map<String, Translation> translations, List<MatchedWeight> weights) {
    for (MatchedWeight weight : weights) {
      INDArray parameter = parameter(graph, weight);
      INDArray arranged =
          weight.slot().arrange().apply(array(weight.array(), parameter.dataType()));
      if (!Arrays.equals(arranged.shape(), parameter.shape())) {
        throw new IllegalStateException(
            "layer '"
                + weight.layer()
                + "' keeps '"
                + weight.slot().parameter()
                + "' as "
                + WeightArray.print(parameter.shape())
                + ", not as "
                + WeightArray.print(arranged.shape()));
      }
      parameter.assign(arranged);
    }
    translations.forEach((name, translation) -> requireAllSet(graph.getLayer(name), translation));
  }

  private static INDArray parameter(ComputationGraph graph, MatchedWeight weight) {
    return graph.getLayer(weight.layer()).getParam(weight.slot().parameter());
  }

  private static INDArray array(WeightArray array, DataType type) {
    INDArray values =
        array.values() instanceof float[] floats
            ? Nd4j.createFromArray(floats)
            : Nd4j.createFromArray((double[]) array.values());
    return values.castTo(type).reshape('c', array.sizes());
  }

  private static void requireAllSet(Layer layer, Translation translation) {
    Set<String> left = layer == null ? new HashSet<>() : new HashSet<>(layer.paramTable().keySet());
    translation.weights().forEach(slot -> left.remove(slot.parameter()));
    left.removeAll(translation.constants());
    if (!left.isEmpty()) {
      throw new IllegalStateException("parameters " + left + " of " + layer + " were not set");
    }
  }
}
