package io.github.dl4jdeeplift.cli.model;

import static io.github.dl4jdeeplift.cli.model.ModelInput.ANY;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;

/**
 * What a layer says about the array that it reads.
 *
 * @param shape sizes without the batch dimension; empty where not even their number is known
 * @param channelAxis axis of the channels, the batch's being 0; -1 is the last
 * @param isKnown whether the layer says which axis holds the channels
 */
record LayerLayout(List<Long> shape, int channelAxis, boolean isKnown) {
  private static final int FIRST = 1;
  private static final int LAST = -1;

  static final LayerLayout UNKNOWN = new LayerLayout(List.of(), FIRST, false);

  /** Reads a layer's configuration. */
  static LayerLayout of(Layer layer, @Nullable InputPreProcessor preprocessor) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      return of(wrapper.getUnderlying(), preprocessor);
    }
    if (preprocessor instanceof FeedForwardToCnnPreProcessor image) {
      return known(
          List.of(image.getInputHeight() * image.getInputWidth() * image.getNumChannels()), false);
    }
    if (preprocessor instanceof RnnToFeedForwardPreProcessor sequence
        && layer instanceof FeedForwardLayer dense) {
      return sequence(dense.getNIn(), sequence.getRnnDataFormat());
    }
    return preprocessor == null ? of(layer) : UNKNOWN;
  }

  private static LayerLayout of(Layer layer) {
    if (layer instanceof Convolution1DLayer convolution) {
      return sequence(convolution.getNIn(), convolution.getRnnDataFormat());
    }
    if (layer instanceof BaseRecurrentLayer recurrent) {
      return sequence(recurrent.getNIn(), recurrent.getRnnDataFormat());
    }
    if (layer instanceof Subsampling1DLayer pooling) {
      boolean last = pooling.getCnn2dDataFormat() == CNN2DFormat.NHWC;
      return sequence(ANY, last ? RNNFormat.NWC : RNNFormat.NCW);
    }
    if (layer instanceof ConvolutionLayer convolution && !(layer instanceof Convolution3D)) {
      return image(convolution.getNIn(), convolution.getCnn2dDataFormat());
    }
    if (layer instanceof SubsamplingLayer pooling) {
      return image(ANY, pooling.getCnn2dDataFormat());
    }
    if (layer instanceof BatchNormalization normalization) {
      return known(List.of(), normalization.getCnn2DFormat() == CNN2DFormat.NHWC);
    }
    return layer instanceof DenseLayer || layer instanceof OutputLayer
        ? known(List.of(((FeedForwardLayer) layer).getNIn()), false)
        : UNKNOWN;
  }

  private static LayerLayout sequence(long channels, @Nullable RNNFormat format) {
    boolean last = format == RNNFormat.NWC;
    return known(last ? List.of(ANY, channels) : List.of(channels, ANY), last);
  }

  private static LayerLayout image(long channels, @Nullable CNN2DFormat format) {
    boolean last = format == CNN2DFormat.NHWC;
    return known(last ? List.of(ANY, ANY, channels) : List.of(channels, ANY, ANY), last);
  }

  private static LayerLayout known(List<Long> shape, boolean channelsLast) {
    return new LayerLayout(shape, channelsLast ? LAST : FIRST, true);
  }

  LayerLayout withoutSizes() {
    return new LayerLayout(List.of(), channelAxis, isKnown);
  }

  ModelInput asInput(String name) {
    return new ModelInput(name, shape, channelAxis);
  }
}
