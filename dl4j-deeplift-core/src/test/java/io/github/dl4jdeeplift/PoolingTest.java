package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.network.MaskPlaces;
import io.github.dl4jdeeplift.network.NetworkAdapter;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Max pooling by the cross-max rule, and average pooling, worked out by hand. */
class PoolingTest {
  /** Sequences of one channel in pairs, {@code [n, 1, time]}. */
  private static Layer pairs(ConvolutionMode mode) {
    return new Subsampling1DLayer.Builder(2, 2).convolutionMode(mode).build();
  }

  private static INDArray sequence(double... values) {
    return array(new long[] {1, 1, values.length}, values);
  }

  private static Attribution explain(Layer layer, INDArray x, INDArray r, int... place) {
    return DeepLift.builder(SmallNetworks.of(layer))
        .requireCompleteness()
        .build()
        .explain(x, Reference.perExample(r), Target.logit(place));
  }

  private static void requireMultipliers(Attribution attribution, double... expected) {
    assertThat(attribution.multipliers().ravel().toDoubleVector())
        .containsExactly(expected, within(1e-12));
  }

  /** Pairs two apart of (1, 5, 2, 7, 3, 9): oneDNN would pool neighbors, 5, 5, 7, 7. */
  @Test
  void dilatedPooling_inFloat_isComparedWithoutNativeHelpers() {
    Layer pooling =
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(1, 2)
            .stride(1, 1)
            .dilation(1, 2)
            .build();
    INDArray x = array(new long[] {1, 1, 1, 6}, 1, 5, 2, 7, 3, 9).castTo(DataType.FLOAT);
    INDArray output =
        NetworkAdapter.copyOf(LayerCase.inARow(DataType.FLOAT, pooling))
            .output(List.of(x), MaskPlaces.NONE)
            .get(0);
    assertThat(output.ravel().toDoubleVector()).containsExactly(2, 7, 3, 9);
  }

  @Test
  void inputsMaximum_wins_whereItIsLarger() {
    // max x = 6 at 1, max r = 5 at 0: q = 1, m = (6 - 5)/(6 - 2) = 1/4.
    Attribution attribution =
        explain(pairs(ConvolutionMode.Truncate), sequence(1, 6), sequence(5, 2), 0, 0);
    requireMultipliers(attribution, 0, 0.25);
    assertThat(attribution.contributions().ravel().toDoubleVector()).containsExactly(0, 1);
  }

  @Test
  void referencesMaximum_wins_whereItIsLarger() {
    // max x = 2, max r = 5 at 0: q = 0, m = (2 - 5)/(1 - 5) = 3/4.
    Attribution attribution =
        explain(pairs(ConvolutionMode.Truncate), sequence(1, 2), sequence(5, 0), 0, 0);
    requireMultipliers(attribution, 0.75, 0);
    assertThat(attribution.contributions().ravel().toDoubleVector()).containsExactly(-3, 0);
  }

  @Test
  void firstOfSeveralMaxima_wins() {
    requireMultipliers(
        explain(pairs(ConvolutionMode.Truncate), sequence(3, 3), sequence(0, 0), 0, 0), 1, 0);
    requireMultipliers(
        explain(pairs(ConvolutionMode.Truncate), sequence(0, 1), sequence(3, 3), 0, 0), 2.0 / 3, 0);
  }

  @Test
  void equalMaxima_elsewhere_giveZero() {
    // max x = max r = 4, at 0 and at 1: q = 0, m = 0/(4 - 0).
    requireMultipliers(
        explain(pairs(ConvolutionMode.Truncate), sequence(4, 0), sequence(0, 4), 0, 0), 0, 0);
  }

  @Test
  void equalMaxima_inOnePlace_giveOne() {
    // x_q = r_q = 4: the multiplier is that of max as a function of its winner.
    requireMultipliers(
        explain(pairs(ConvolutionMode.Truncate), sequence(1, 4), sequence(2, 4), 0, 0), 0, 1);
  }

  @Test
  void padding_neverWins() {
    // Mode Same pads one cell at the end; zeros would beat these.
    Attribution last =
        explain(pairs(ConvolutionMode.Same), sequence(-5, -6, -7), sequence(-8, -9, -10), 0, 1);
    requireMultipliers(last, 0, 0, 1);
    assertThat(last.output().getDouble(0)).isEqualTo(-7);
    assertThat(last.referenceOutput().getDouble(0)).isEqualTo(-10);
  }

  @Test
  void padding_ofTheReferenceAlone_neverWins() {
    // The last window is one cell, -7 against 3: zeros in place of padding would beat -7.
    requireMultipliers(
        explain(pairs(ConvolutionMode.Same), sequence(1, 1, -7), sequence(1, 1, 3), 0, 1), 0, 0, 1);
  }

  @Test
  void paddingOfImages_neverWins() {
    // One row of padding above and below: the first window sees the first row alone.
    SubsamplingLayer layer =
        new SubsamplingLayer.Builder(PoolingType.MAX)
            .kernelSize(2, 1)
            .stride(2, 1)
            .padding(1, 0)
            .dataFormat(CNN2DFormat.NHWC)
            .build();
    INDArray x = array(new long[] {1, 2, 1, 1}, -3, -4);
    INDArray r = array(new long[] {1, 2, 1, 1}, -5, -4);
    requireMultipliers(explain(layer, x, r, 0, 0, 0), 1, 0);
    requireMultipliers(explain(layer, x, r, 1, 0, 0), 0, 1);
  }

  @Test
  void images_haveTheWinnersOfTheirWindows() {
    // Windows of 2 by 2 at stride 1 over x = (1, 4, 2 | 4, 0, 9), r = (6, 0, 2 | 0, 3, 9), summed:
    // left: max x = 4, max r = 6 at (0, 0): m = (4 - 6)/(1 - 6) = 2/5, for x's two 4s lose;
    // right: max x = max r = 9 at (1, 2), where both are 9: m = 1.
    SubsamplingLayer windows =
        new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(1, 1).build();
    GlobalPoolingLayer sum = new GlobalPoolingLayer.Builder(PoolingType.SUM).build();
    DeepLift deepLift =
        DeepLift.builder(SmallNetworks.of(windows, sum)).requireCompleteness().build();
    INDArray x = array(new long[] {1, 1, 2, 3}, 1, 4, 2, 4, 0, 9);
    INDArray r = array(new long[] {1, 1, 2, 3}, 6, 0, 2, 0, 3, 9);
    requireMultipliers(deepLift.explain(x, Reference.of(r), Target.logit(0)), 0.4, 0, 0, 0, 0, 1);
    // From zeros, the first of the two 4s wins the left window, and the 9 wins the right one.
    requireMultipliers(deepLift.explain(x, Reference.zeros(), Target.logit(0)), 0, 1, 0, 0, 0, 1);
    // 9 over 7: the 9's cell wins both windows, m = (9 - 7)/(9 - 5) twice, either way round.
    INDArray up = array(new long[] {1, 1, 2, 3}, 0, 9, 0, 0, 0, 0);
    INDArray down = array(new long[] {1, 1, 2, 3}, 0, 5, 0, 0, 7, 0);
    requireMultipliers(deepLift.explain(up, Reference.of(down), Target.logit(0)), 0, 1, 0, 0, 0, 0);
    requireMultipliers(deepLift.explain(down, Reference.of(up), Target.logit(0)), 0, 1, 0, 0, 0, 0);
  }

  @Test
  void overlappingWindows_ofImages_addUp() {
    // The 9 in the middle of 3 by 3 wins all four windows of 2 by 2, whose global average is 9.
    SubsamplingLayer windows =
        new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(1, 1).build();
    GlobalPoolingLayer mean = new GlobalPoolingLayer.Builder(PoolingType.AVG).build();
    INDArray x = array(new long[] {1, 1, 3, 3}, 0, 1, 0, 2, 9, 3, 0, 4, 0);
    Attribution attribution =
        DeepLift.builder(SmallNetworks.of(windows, mean))
            .requireCompleteness()
            .build()
            .explain(x, Reference.zeros(), Target.logit(0));
    requireMultipliers(attribution, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    assertThat(attribution.contributions().getDouble(0, 0, 1, 1)).isEqualTo(9);
  }

  @Test
  void eachWindow_hasAWinnerOfItsOwn() {
    // Windows of 3 at stride 1 over (1, 4, 2, 3) against (2, 0, 5, 1), then summed:
    // (1, 4, 2) | (2, 0, 5): r wins at 2, m = (4 - 5)/(2 - 5) = 1/3;
    // (4, 2, 3) | (0, 5, 1): r wins at 2, m = (4 - 5)/(2 - 5) = 1/3.
    Layer windows = new Subsampling1DLayer.Builder(3, 1).build();
    GlobalPoolingLayer sum = new GlobalPoolingLayer.Builder(PoolingType.SUM).build();
    Attribution attribution =
        DeepLift.builder(SmallNetworks.of(windows, sum))
            .requireCompleteness()
            .build()
            .explain(sequence(1, 4, 2, 3), Reference.of(sequence(2, 0, 5, 1)), Target.logit(0));
    requireMultipliers(attribution, 0, 0, 2.0 / 3, 0);
    assertThat(attribution.contributions().sumNumber().doubleValue()).isEqualTo(-2, within(1e-12));
  }

  @Test
  void globalMaximum_ofEachChannel_isItsOwn() {
    // Channels last: channel 0 is (1, 5), channel 1 is (7, 2), against zeros.
    GlobalPoolingLayer layer =
        new GlobalPoolingLayer.Builder(PoolingType.MAX).poolingDimensions(1).build();
    INDArray x = array(new long[] {1, 2, 2}, 1, 7, 5, 2);
    INDArray r = x.mul(0);
    requireMultipliers(explain(layer, x, r, 0), 0, 0, 1, 0);
    requireMultipliers(explain(layer, x, r, 1), 0, 1, 0, 0);
  }

  @Test
  void averagePooling_dividesByRealCells_unlessToldToCountPadding() {
    // Mode Same over 3 cells in pairs: the second window holds the third cell and padding.
    INDArray x = sequence(4, 6, 8);
    INDArray r = x.mul(0);
    Subsampling1DLayer layer = (Subsampling1DLayer) pairs(ConvolutionMode.Same);
    layer.setPoolingType(PoolingType.AVG);
    requireMultipliers(explain(layer, x, r, 0, 0), 0.5, 0.5, 0);
    requireMultipliers(explain(layer, x, r, 0, 1), 0, 0, 1);
    layer.setAvgPoolIncludePadInDivisor(true);
    requireMultipliers(explain(layer, x, r, 0, 1), 0, 0, 0.5);
  }

  @Test
  void averagePoolingOfImages_countsPaddingOfCorners() {
    // Windows of 2 by 2 around 2 by 2 cells, padded by 1: the first holds one real cell.
    SubsamplingLayer layer =
        new SubsamplingLayer.Builder(PoolingType.AVG)
            .kernelSize(2, 2)
            .stride(2, 2)
            .padding(1, 1)
            .build();
    INDArray x = array(new long[] {1, 1, 2, 2}, 1, 2, 3, 4);
    requireMultipliers(explain(layer, x, x.mul(0), 0, 0, 0), 1, 0, 0, 0);
    requireMultipliers(explain(layer, x, x.mul(0), 0, 1, 1), 0, 0, 0, 1);
    layer.setAvgPoolIncludePadInDivisor(true);
    requireMultipliers(explain(layer, x, x.mul(0), 0, 0, 0), 0.25, 0, 0, 0);
  }

  @Test
  void gapsBetweenWindows_inModeSame_areCutFromBothEnds() {
    // ND4J centers single cells at stride 3: it takes the second of three, and 2 and 5 of six.
    Subsampling1DLayer layer =
        new Subsampling1DLayer.Builder(1, 3).convolutionMode(ConvolutionMode.Same).build();
    INDArray six = sequence(1, 2, 3, 4, 5, 6);
    requireMultipliers(explain(layer, six, six.mul(0), 0, 0), 0, 1, 0, 0, 0, 0);
    requireMultipliers(explain(layer, six, six.mul(0), 0, 1), 0, 0, 0, 0, 1, 0);
  }
}
