package io.github.dl4jdeeplift.rule.table;

import static java.util.Map.entry;

import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.mask.MaskUse;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Pooling1D;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;

/**
 * What Deeplearning4j's layers do at inference with a mask that reaches them, by exact class. A
 * mask that reaches a layer without a row is refused.
 */
@SuppressWarnings("deprecation") // networks of Graves LSTMs are still there
public final class MaskRules {
  private static final Map<Class<?>, Function<LayerView<?>, MaskUse>> ROWS =
      Map.ofEntries(
          // An LSTM ignores a mask that is fed forward; see LSTM.feedForwardMaskArray.
          entry(LSTM.class, layer -> MaskUse.handedOn()),
          entry(GravesLSTM.class, layer -> MaskUse.handedOn()),
          entry(GravesBidirectionalLSTM.class, layer -> MaskUse.taken()),
          entry(SimpleRnn.class, layer -> MaskUse.taken()),
          entry(Bidirectional.class, MaskRules::bidirectional),
          entry(LastTimeStep.class, layer -> MaskUse.takenLast()),
          entry(TimeDistributed.class, MaskRules::timeDistributed),
          entry(MaskZeroLayer.class, layer -> MaskUse.dropped()),
          entry(MaskLayer.class, layer -> MaskUse.multiplying(1)),
          entry(RnnOutputLayer.class, layer -> MaskUse.dropped()),
          entry(RnnLossLayer.class, layer -> MaskUse.dropped()),
          entry(SelfAttentionLayer.class, layer -> MaskUse.taken()),
          entry(RecurrentAttentionLayer.class, layer -> MaskUse.taken()),
          entry(AttentionVertex.class, layer -> MaskUse.taken()),
          entry(DenseLayer.class, layer -> MaskUse.multiplying(0)),
          entry(OutputLayer.class, layer -> MaskUse.multiplying(0)),
          entry(LossLayer.class, layer -> MaskUse.multiplying(0)),
          entry(ElementWiseMultiplicationLayer.class, layer -> MaskUse.multiplying(0)),
          entry(DropoutLayer.class, layer -> MaskUse.multiplying(0)),
          entry(ActivationLayer.class, layer -> MaskUse.handedOn()),
          entry(PReLULayer.class, layer -> MaskUse.handedOn()),
          entry(BatchNormalization.class, layer -> MaskUse.handedOn()),
          entry(EmbeddingSequenceLayer.class, MaskRules::embedding),
          entry(Convolution1DLayer.class, WindowMasks::ofConvolution),
          entry(Convolution1D.class, WindowMasks::ofConvolution),
          // Masks of images, or of the time steps of a video.
          entry(ConvolutionLayer.class, WindowMasks::ofImageConvolution),
          entry(Convolution2D.class, WindowMasks::ofImageConvolution),
          entry(DepthwiseConvolution2D.class, WindowMasks::ofImageConvolution),
          entry(SeparableConvolution2D.class, WindowMasks::ofImageConvolution),
          entry(SubsamplingLayer.class, WindowMasks::ofImagePooling),
          entry(Pooling2D.class, WindowMasks::ofImagePooling),
          entry(LocalResponseNormalization.class, layer -> MaskUse.handedOn()),
          entry(CnnLossLayer.class, layer -> MaskUse.dropped()),
          entry(Subsampling1DLayer.class, WindowMasks::ofPooling),
          entry(Pooling1D.class, WindowMasks::ofPooling),
          entry(GlobalPoolingLayer.class, MaskRules::globalPooling),
          entry(FrozenLayer.class, MaskRules::frozen),
          entry(FrozenLayerWithBackprop.class, MaskRules::frozen),
          entry(MergeVertex.class, vertex -> MaskUse.union(vertex.masks().size())),
          entry(ElementWiseVertex.class, vertex -> MaskUse.union(vertex.masks().size())),
          entry(ScaleVertex.class, vertex -> MaskUse.handedOn()),
          entry(ShiftVertex.class, vertex -> MaskUse.handedOn()),
          entry(SubsetVertex.class, vertex -> MaskUse.handedOn()),
          entry(LastTimeStepVertex.class, vertex -> MaskUse.takenLast()),
          entry(ReverseTimeSeriesVertex.class, vertex -> MaskUse.taken()),
          entry(DuplicateToTimeSeriesVertex.class, vertex -> MaskUse.handedOn(1)),
          entry(RnnToFeedForwardPreProcessor.class, preprocessor -> MaskUse.handedOn()),
          entry(RnnToCnnPreProcessor.class, preprocessor -> MaskUse.handedOn()),
          entry(CnnToRnnPreProcessor.class, preprocessor -> MaskUse.handedOn()),
          entry(CnnToFeedForwardPreProcessor.class, preprocessor -> MaskUse.handedOn()),
          entry(FeedForwardToRnnPreProcessor.class, preprocessor -> MaskUse.handedOn()),
          entry(KerasFlattenRnnPreprocessor.class, preprocessor -> MaskUse.handedOn()));

  private MaskRules() {}

  /**
   * Looks up what a layer does with the masks of its inputs.
   *
   * @param layer its view
   * @throws UnsupportedLayerException if it has no masked form
   */
  public static MaskUse of(LayerView<?> layer) {
    Function<LayerView<?>, MaskUse> row = ROWS.get(layer.configuration().getClass());
    if (row == null) {
      throw new UnsupportedLayerException(
          "a mask reaches it, and it has no masked form: cut the examples to their lengths, or put a"
              + " layer before it that ends the mask, such as a global pooling");
    }
    return row.apply(layer);
  }

  /**
   * Looks up what an output does with a mask of its labels.
   *
   * @param layer its view
   * @throws UnsupportedLayerException if that is not known
   */
  public static MaskUse ofLabels(LayerView<?> layer) {
    Object configuration = layer.configuration();
    if (configuration instanceof RnnOutputLayer output) {
      return MaskUse.multiplying(output.getRnnDataFormat() == RNNFormat.NWC ? 0 : 1);
    }
    if (configuration.getClass() == OutputLayer.class
        || configuration.getClass() == LossLayer.class) {
      return MaskUse.multiplying(0);
    }
    if (configuration.getClass() == RnnLossLayer.class
        || configuration.getClass() == CnnLossLayer.class) {
      return MaskUse.dropped();
    }
    throw new UnsupportedLayerException(
        "a mask of labels reaches it, and it has no masked form: leave the mask out");
  }

  private static MaskUse bidirectional(LayerView<?> layer) {
    boolean ends = ((Bidirectional) layer.configuration()).getFwd() instanceof LastTimeStep;
    return ends ? MaskUse.takenLast() : MaskUse.taken();
  }

  private static MaskUse timeDistributed(LayerView<?> layer) {
    Object inner = ((TimeDistributed) layer.configuration()).getUnderlying();
    if (inner instanceof ActivationLayer) {
      return MaskUse.handedOn();
    }
    throw new UnsupportedLayerException(
        "a mask reaches it, whose rows Deeplearning4j 1.0.0-M2.1 puts in another order than those of"
            + " the data: use the layer inside it with an RnnToFeedForwardPreProcessor");
  }

  private static MaskUse embedding(LayerView<?> layer) {
    EmbeddingSequenceLayer embedding = (EmbeddingSequenceLayer) layer.configuration();
    return MaskUse.multiplying(embedding.getOutputFormat() == RNNFormat.NWC ? 0 : 1);
  }

  private static MaskUse globalPooling(LayerView<?> layer) {
    int[] dimensions = ((GlobalPoolingLayer) layer.configuration()).getPoolingDimensions();
    boolean areLast =
        dimensions == null
            || Arrays.equals(dimensions, new int[] {2})
            || Arrays.equals(dimensions, new int[] {2, 3});
    if (!areLast) {
      throw new UnsupportedLayerException(
          "a mask reaches it, with which Deeplearning4j 1.0.0-M2.1 pools dimension 2 of sequences,"
              + " 2 and 3 of images, whatever poolingDimensions says: use channels-first data (NCW,"
              + " NCHW)");
    }
    return MaskUse.takenLast();
  }

  private static MaskUse frozen(LayerView<?> layer) {
    Object configuration = layer.configuration();
    return of(
        layer.of(
            configuration instanceof FrozenLayer frozen
                ? frozen.getLayer()
                : ((FrozenLayerWithBackprop) configuration).getUnderlying()));
  }
}
