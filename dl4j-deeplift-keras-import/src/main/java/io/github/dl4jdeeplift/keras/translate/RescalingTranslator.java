package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;

/** {@code Rescaling} by two numbers. */
final class RescalingTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    double scale = options.number("scale");
    double offset = options.number("offset", 0);
    return Translation.of(new ScaleVertex(scale), input)
        .then(Translation.of(new ShiftVertex(offset), input));
  }
}
