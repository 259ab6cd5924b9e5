package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.file.WeightArray;
import io.github.dl4jdeeplift.keras.translate.Translation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
   * @param translated its layers
   * @param weights the arrays and their places
   */
  static void load(
      ComputationGraph graph, TranslatedNetwork translated, List<MatchedWeight> weights) {
    Set<String> left = new HashSet<>();
    translated.translations().forEach((name, each) -> left.addAll(unset(graph, translated, name)));
    for (MatchedWeight weight : weights) {
      String step = step(translated, weight);
      left.remove(step + " " + weight.slot().parameter());
      INDArray parameter = graph.getLayer(step).getParam(weight.slot().parameter());
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
    if (!left.isEmpty()) {
      throw new IllegalStateException("parameters " + left + " were not set");
    }
  }

  /** Returns the parameters of a layer's steps that need a value, each behind the step's name. */
  private static Set<String> unset(
      ComputationGraph graph, TranslatedNetwork translated, String layer) {
    Translation translation = Objects.requireNonNull(translated.translations().get(layer));
    Set<String> unset = new HashSet<>();
    for (String step : StepNames.of(translated, layer, translation.steps().size())) {
      Layer running = graph.getLayer(step);
      if (running != null && running.paramTable() != null) {
        running.paramTable().keySet().stream()
            .filter(parameter -> !translation.constants().contains(parameter))
            .forEach(parameter -> unset.add(step + " " + parameter));
      }
    }
    return unset;
  }

  private static String step(TranslatedNetwork translated, MatchedWeight weight) {
    int count =
        Objects.requireNonNull(translated.translations().get(weight.layer())).steps().size();
    return StepNames.of(translated, weight.layer(), count)
        .get(count - 1 - weight.slot().stepsAfter());
  }

  private static INDArray array(WeightArray array, DataType type) {
    INDArray values =
        array.values() instanceof float[] floats
            ? Nd4j.createFromArray(floats)
            : Nd4j.createFromArray((double[]) array.values());
    INDArray cast = values.castTo(type);
    return array.sizes().length == 0 ? cast : cast.reshape('c', array.sizes());
  }
}
