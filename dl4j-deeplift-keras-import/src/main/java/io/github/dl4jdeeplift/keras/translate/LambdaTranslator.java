package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;

/** {@code Lambda} layers whose meaning nobody gave: compiled Python code, which is never run. */
final class LambdaTranslator implements LayerTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    throw layer.unsupported(
        "it holds Python code, which is never run: say what it computes by"
            + " KerasModels.reader().lambda(\""
            + layer.origin()
            + "\", LambdaMeaning.reverseComplement()) or another meaning, or put Keras layers in its"
            + " place and save the model again");
  }
}
