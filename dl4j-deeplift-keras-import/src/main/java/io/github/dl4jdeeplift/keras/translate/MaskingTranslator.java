package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.MaskVertex;
import io.github.dl4jdeeplift.keras.layer.MaskedVertex;

/** {@code Masking}: steps whose channels all have one value are masked, and become 0. */
final class MaskingTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 2, 2);
    double value = options.number("mask_value", 0);
    boolean isDouble = layer.config().path("dtype").toString().contains("float64");
    StepGraph steps = new StepGraph();
    // Keras compares in the type of the input.
    int mask = steps.vertex(new MaskVertex(isDouble ? value : (float) value), StepGraph.INPUT);
    steps.vertex(new MaskedVertex(MaskedVertex.Use.PRODUCT), StepGraph.INPUT, mask);
    return steps.translation(input);
  }

  @Override
  public boolean makesMask(KerasLayer layer) {
    return true;
  }
}
