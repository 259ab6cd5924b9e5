package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.Iterator;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Masks as the user gives them, and those that the data make. */
class MasksTest {
  private static final long[] SEQUENCE = {1, 1, 3};

  /** h_t = x_t + h_{t−1}. */
  private static SimpleRnn sum() {
    return new SimpleRnn.Builder().nIn(1).nOut(1).activation(Activation.IDENTITY).build();
  }

  private static MultiLayerNetwork ones(MultiLayerNetwork network) {
    network.params().assign(1);
    network.paramTable().forEach((key, value) -> value.assign(key.endsWith("b") ? 0 : 1));
    return network;
  }

  private static double[] numbers(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').reshape(-1).toDoubleVector();
  }

  /**
   * x = (1, 2, 4), mask (1, 0, 1), reference (0, 1, 1): h = (1, 0, 4), since a masked step is 0 and
   * the next one begins anew; the reference, masked likewise, has h = (0, 0, 1). The last step gets
   * 4 − 1 from x3 alone.
   */
  @Test
  void maskedStep_cutsTheSequence_inBothPasses() {
    Attribution attribution =
        DeepLift.builder(ones(SmallNetworks.of(sum())))
            .requireCompleteness()
            .build()
            .explain(
                array(SEQUENCE, 1, 2, 4),
                array(new long[] {1, 3}, 1, 0, 1),
                Reference.of(array(SEQUENCE, 0, 1, 1)),
                Target.layer("layer0", 0, 2));
    assertThat(attribution.output().getDouble(0)).isEqualTo(4);
    assertThat(attribution.referenceOutput().getDouble(0)).isEqualTo(1);
    assertThat(numbers(attribution.contributions())).containsExactly(0, 0, 3);
  }

  /** Mean over the two unmasked steps of (1, 2, 4): 2.5 against 0.5, by (1 − 0)/2 and (4 − 1)/2. */
  @Test
  void mean_isOfUnmaskedSteps() {
    MultiLayerNetwork network =
        SmallNetworks.of(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(
                array(SEQUENCE, 1, 2, 4),
                array(new long[] {1, 3}, 1, 0, 1),
                Reference.of(array(SEQUENCE, 0, 1, 1)),
                Target.logit(0));
    assertThat(attribution.output().getDouble(0)).isEqualTo(2.5);
    assertThat(numbers(attribution.contributions())).containsExactly(0.5, 0, 1.5);
  }

  /**
   * x = (1, 2, 0): the third step is masked by its own value, in the reference (5, 0, 3) too, whose
   * second step is not: the last unmasked step is the second, 3 against 5. The pair is −4 and 2.
   */
  @Test
  void maskOfTheData_isTheExamples() {
    MultiLayerNetwork network =
        ones(
            SmallNetworks.of(
                new LastTimeStep(
                    new MaskZeroLayer.Builder().setUnderlying(sum()).setMaskValue(0).build())));
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    Attribution attribution =
        deepLift.explain(
            array(SEQUENCE, 1, 2, 0),
            Reference.of(array(SEQUENCE, 5, 0, 3)),
            Target.layer("layer0", 0));
    assertThat(attribution.output().getDouble(0)).isEqualTo(3, within(1e-6));
    assertThat(attribution.referenceOutput().getDouble(0)).isEqualTo(5, within(1e-6));
    assertThat(numbers(attribution.contributions())).containsExactly(-4, 2, 0);
    assertThat(deepLift.resolvedRules()).containsValue("mask of the example");
  }

  /** The output layer gives y_t·l_t; its logit is masked by the labels as its output is. */
  @Test
  void maskOfLabels_multipliesTheOutput() {
    MultiLayerNetwork network =
        ones(
            SmallNetworks.of(
                sum(),
                new RnnOutputLayer.Builder(LossFunction.MSE)
                    .nIn(1)
                    .nOut(1)
                    .activation(Activation.SIGMOID)
                    .build()));
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    INDArray[] input = {array(SEQUENCE, 1, 2, 4)};
    Masks masks = Masks.NONE.andOfLabels(array(new long[] {1, 3}, 1, 1, 0));
    List<Attribution> attributions =
        deepLift.explain(
            input,
            masks,
            Reference.zeros(),
            List.of(Target.logit(0, 1), Target.logit(0, 2), Target.probability(0, 1)));
    assertThat(numbers(attributions.get(0).contributions())).containsExactly(1, 2, 0);
    assertThat(numbers(attributions.get(1).contributions())).containsExactly(0, 0, 0);
    double probability = 1 / (1 + Math.exp(-3));
    assertThat(attributions.get(2).output().getDouble(0)).isEqualTo(probability, within(1e-12));
  }

  @Test
  void stream_bringsItsMasks() {
    MultiLayerNetwork network =
        SmallNetworks.of(new GlobalPoolingLayer.Builder(PoolingType.SUM).build());
    MultiDataSet data =
        new MultiDataSet(
            new INDArray[] {array(SEQUENCE, 1, 2, 4)},
            null,
            new INDArray[] {array(new long[] {1, 3}, 1, 1, 0)},
            null);
    Iterator<List<Attribution>> attributions =
        DeepLift.builder(network)
            .build()
            .explain(
                new SingletonMultiDataSetIterator(data),
                Reference.zeros(),
                List.of(Target.logit(0)));
    assertThat(numbers(attributions.next().get(0).contributions())).containsExactly(1, 2, 0);
  }

  @Test
  void sameNetwork_withAndWithoutMasks_isExplainedEachTime() {
    DeepLift deepLift =
        DeepLift.builder(SmallNetworks.of(new GlobalPoolingLayer.Builder(PoolingType.SUM).build()))
            .build();
    INDArray x = array(SEQUENCE, 1, 2, 4);
    INDArray mask = array(new long[] {1, 3}, 1, 1, 0);
    Target target = Target.logit(0);
    for (int time = 0; time < 2; time++) {
      assertThat(numbers(deepLift.explain(x, mask, Reference.zeros(), target).contributions()))
          .containsExactly(1, 2, 0);
      assertThat(numbers(deepLift.explain(x, Reference.zeros(), target).contributions()))
          .containsExactly(1, 2, 4);
    }
  }

  private static void requireRefusal(INDArray mask, Class<? extends Exception> type, String part) {
    MultiLayerNetwork network =
        SmallNetworks.of(new GlobalPoolingLayer.Builder(PoolingType.SUM).build());
    DeepLift deepLift = DeepLift.builder(network).build();
    INDArray x = array(SEQUENCE, 1, 2, 4);
    assertThatThrownBy(() -> deepLift.explain(x, mask, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(type)
        .hasMessageContaining(part);
  }

  @Test
  void masksThatCannotBe_areRefused() {
    Class<DL4JInvalidInputException> type = DL4JInvalidInputException.class;
    requireRefusal(array(new long[] {1, 3}, 1, 0.5, 1), type, "other numbers than 0 and 1");
    requireRefusal(array(new long[] {1, 4}, 1, 1, 1, 1), type, "has shape [1, 4]");
    requireRefusal(array(new long[] {2, 3}, 1, 1, 1, 1, 1, 1), type, "2 rows for 1 examples");
    requireRefusal(array(new long[] {1, 3}, 0, 0, 0), type, "nothing of example 0");
    requireRefusal(array(new long[] {1, 1, 3}, 1, 1, 1), type, "has shape [1, 1, 3]");
  }

  @Test
  void layerWithoutMaskedForm_isRefusedByName() {
    MultiLayerNetwork network = SmallNetworks.of(new Cropping1D.Builder(1, 0).build());
    DeepLift deepLift = DeepLift.builder(network).build();
    INDArray x = array(SEQUENCE, 1, 2, 4);
    INDArray mask = array(new long[] {1, 3}, 1, 1, 0);
    assertThatThrownBy(
            () -> deepLift.explain(x, mask, Reference.zeros(), Target.layer("layer0", 0, 0)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'layer0' (index 0, Cropping1D)")
        .hasMessageContaining("no masked form");
  }

  @Test
  void maskThatDeeplearning4jFailsOn_isRefusedWithItsReason() {
    // It reduces the mask into an array of ND4J's default type.
    MultiLayerNetwork network =
        SmallNetworks.of(
            new Convolution1DLayer.Builder(2, 2)
                .nIn(1)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build());
    DeepLift deepLift = DeepLift.builder(network).build();
    INDArray x = array(SEQUENCE, 1, 2, 4);
    INDArray mask = array(new long[] {1, 3}, 1, 1, 0);
    assertThatThrownBy(
            () -> deepLift.explain(x, mask, Reference.zeros(), Target.layer("layer0", 0, 0)))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("Deeplearning4j's own output() fails")
        .hasMessageContaining("maxpool2d");
  }
}
