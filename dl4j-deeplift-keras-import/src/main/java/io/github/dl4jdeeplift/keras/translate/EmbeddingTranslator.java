package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** {@code Embedding}: sequences of indices to sequences of vectors. */
final class EmbeddingTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 1, 1);
    if (options.flag("mask_zero", false)) {
      throw layer.unsupported(
          "mask_zero is not supported: set it to False, train the model without masks and save it");
    }
    options.ignore("input_length", "sparse", "lora_rank", "quantization_config");
    int rows = options.size("input_dim");
    int channels = options.size("output_dim");
    EmbeddingSequenceLayer embedding =
        new EmbeddingSequenceLayer.Builder()
            .nIn(rows)
            .nOut(channels)
            .hasBias(false)
            .inferInputLength(true)
            .activation(new ActivationIdentity())
            .build();
    embedding.setOutputFormat(RNNFormat.NWC);
    return Translation.of(
        embedding,
        TensorShape.of(input.size(0), channels),
        java.util.List.of(WeightSlot.same("embeddings", "W", rows, channels)));
  }
}
