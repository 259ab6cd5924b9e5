package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.MaskedVertex;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * {@code GlobalMaxPooling1D}, {@code GlobalAveragePooling1D} and their 2D forms. The pooled
 * dimensions are named: by default Deeplearning4j would pool the channels.
 */
record GlobalPoolingTranslator(PoolingType type, int dimensions) implements MaskedTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    options.requireChannelsLast();
    int channels = input.knownChannels(layer);
    GlobalPoolingLayer pooling =
        new GlobalPoolingLayer.Builder(type)
            .poolingDimensions(IntStream.rangeClosed(1, dimensions).toArray())
            .collapseDimensions(true)
            .build();
    return expanded(options, Translation.of(pooling, TensorShape.of(channels)));
  }

  @Override
  public Translation translateMasked(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 2, 2);
    options.requireChannelsLast();
    MaskedVertex mean = new MaskedVertex(MaskedVertex.Use.MEAN);
    return expanded(options, Translation.of(mean, TensorShape.of(input.knownChannels(layer))));
  }

  @Override
  public boolean takesMasks() {
    return type == PoolingType.AVG && dimensions == 1;
  }

  @Override
  public boolean handsMaskOn(KerasLayer layer) {
    return false;
  }

  private Translation expanded(LayerOptions options, Translation pooled) {
    long channels = pooled.output().channels();
    return options.flag("keepdims", false) ? pooled.then(expanded(channels)) : pooled;
  }

  private Translation expanded(long channels) {
    long[] sizes = new long[dimensions + 1];
    java.util.Arrays.fill(sizes, 1);
    sizes[dimensions] = channels;
    return Reshapes.to(TensorShape.of(sizes));
  }
}
