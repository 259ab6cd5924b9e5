package io.github.dl4jdeeplift.network;

import io.github.dl4jdeeplift.graph.LayerId;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.util.Convolution1DUtils;

/**
 * Neighboring layers of different sequence formats, between which Deeplearning4j permutes silently
 * in {@code output()} and not in its other passes.
 */
final class SequenceFormats {
  private SequenceFormats() {}

  /** Refuses a layer whose format differs from that of the layer before it. */
  static void refuseChange(GraphAssembler assembler, LayerId layer, Layer before, Layer own) {
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
}
