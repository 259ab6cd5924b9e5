package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/**
 * {@code GlobalMaxPooling1D}, {@code GlobalAveragePooling1D} and their 2D forms. The pooled
 * dimensions are named: by default Deeplearning4j would pool the channels.
 */
record GlobalPoolingTranslator(PoolingType type, int dimensions) implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    options.requireChannelsLast();
    GlobalPoolingLayer pooling =
        new GlobalPoolingLayer.Builder(type)
            .poolingDimensions(IntStream.rangeClosed(1, dimensions).toArray())
            .collapseDimensions(true)
            .build();
    int channels = input.knownChannels(layer);
    Translation pooled = Translation.of(pooling, TensorShape.of(channels));
    return options.flag("keepdims", false) ? pooled.then(expanded(channels)) : pooled;
  }

  private Translation expanded(int channels) {
    long[] sizes = new long[dimensions + 1];
    java.util.Arrays.fill(sizes, 1);
    sizes[dimensions] = channels;
    return Reshapes.to(TensorShape.of(sizes));
  }
}
