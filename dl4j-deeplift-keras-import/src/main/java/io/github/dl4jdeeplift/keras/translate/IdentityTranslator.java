package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;

/** {@code Identity}, which gives what it takes. */
final class IdentityTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    return Translation.of(new ScaleVertex(1), input);
  }
}
