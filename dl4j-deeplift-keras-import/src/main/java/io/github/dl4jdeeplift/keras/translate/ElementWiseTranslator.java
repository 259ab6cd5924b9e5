package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.HashSet;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/**
 * {@code Add}, {@code Subtract}, {@code Average}, {@code Multiply} and {@code Maximum} of inputs of
 * one shape.
 */
record ElementWiseTranslator(ElementWiseVertex.Op operation) implements LayerTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    boolean pairOnly = operation == ElementWiseVertex.Op.Subtract;
    if (inputs.size() < 2 || (pairOnly && inputs.size() > 2)) {
      throw layer.unsupported("it is called on " + inputs.size() + " inputs");
    }
    if (new HashSet<>(inputs).size() > 1) {
      throw layer.unsupported(
          "its inputs have different shapes "
              + inputs
              + ", and values are not repeated to fit:"
              + " bring them to one shape with Keras layers and save the model again");
    }
    return Translation.of(new ElementWiseVertex(operation), inputs.get(0));
  }
}
