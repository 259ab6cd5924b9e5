package io.github.dl4jdeeplift.network;

import io.github.dl4jdeeplift.graph.LayerId;
import java.util.Set;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.util.Convolution1DUtils;
import org.jspecify.annotations.Nullable;

/**
 * Neighboring layers of different sequence formats, between which Deeplearning4j permutes silently
 * in {@code output()} and not in its other passes.
 */
final class SequenceFormats {
  private SequenceFormats() {}

  private static final Set<Class<?>> CHANNELS_FIRST_ALONE =
      Set.of(
          SelfAttentionLayer.class, LearnedSelfAttentionLayer.class, RecurrentAttentionLayer.class);

  /** Refuses a layer whose format differs from that of the layer before it. */
  static void refuseChange(GraphAssembler assembler, LayerId layer, Layer before, Layer own) {
    if (CHANNELS_FIRST_ALONE.contains(own.getClass()) && isChannelsLast(before)) {
      assembler.refuse(
          layer,
          "Deeplearning4j 1.0.0-M2.1's attention knows channels-first (NCW) data alone, and the"
              + " layer before it gives NWC: give that RNNFormat.NCW");
    }
    if (!Convolution1DUtils.hasRnnDataFormat(before) || !Convolution1DUtils.hasRnnDataFormat(own)) {
      return;
    }
    RNNFormat from = Convolution1DUtils.getRnnFormatFromLayer(before);
    RNNFormat to = Convolution1DUtils.getRnnFormatFromLayer(own);
    if (from != to) {
      assembler.refuse(
          layer,
          "its format is "
              + to
              + " behind a layer of format "
              + from
              + ", where Deeplearning4j permutes silently: give both one format");
    }
  }

  /** Returns the format that a layer gives; null where it keeps that of the layer before it. */
  static @Nullable RNNFormat of(Layer layer) {
    if (layer instanceof BaseRecurrentLayer recurrent) {
      return recurrent.getRnnDataFormat();
    }
    if (layer instanceof RnnOutputLayer output) {
      return output.getRnnDataFormat();
    }
    if (layer instanceof RnnLossLayer loss) {
      return loss.getRnnDataFormat();
    }
    if (layer instanceof Bidirectional bidirectional) {
      return bidirectional.getRNNDataFormat();
    }
    if (layer instanceof TimeDistributed distributed) {
      return distributed.getRnnDataFormat();
    }
    if (layer instanceof BaseWrapperLayer wrapper) {
      return of(wrapper.getUnderlying());
    }
    if (layer instanceof FrozenLayer frozen) {
      return of(frozen.getLayer());
    }
    if (CHANNELS_FIRST_ALONE.contains(layer.getClass())) {
      return RNNFormat.NCW;
    }
    return Convolution1DUtils.hasRnnDataFormat(layer)
        ? Convolution1DUtils.getRnnFormatFromLayer(layer)
        : null;
  }

  private static boolean isChannelsLast(Layer layer) {
    return Convolution1DUtils.hasRnnDataFormat(layer)
        && Convolution1DUtils.getRnnFormatFromLayer(layer) == RNNFormat.NWC;
  }
}
