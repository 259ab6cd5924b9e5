package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.MaskVertex;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** {@code Embedding}: sequences of indices to sequences of vectors. */
final class EmbeddingTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 1, 1);
    options.ignore("mask_zero");
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
    List<WeightSlot> weights = List.of(WeightSlot.same("embeddings", "W", rows, channels));
    TensorShape output = TensorShape.of(input.size(0), channels);
    if (!makesMask(layer)) {
      return Translation.of(embedding, output, weights);
    }
    StepGraph steps = new StepGraph();
    steps.vertex(new MaskVertex(0), StepGraph.INPUT);
    steps.layer(embedding, weights, StepGraph.INPUT);
    return steps.translation(output);
  }

  @Override
  public boolean makesMask(KerasLayer layer) {
    return layer.options().flag("mask_zero", false);
  }
}
