package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention computes what Deeplearning4j computes, and its contributions sum. */
class AttentionTest {
  private static final long[] SEQUENCE = {4, 6};

  private static SelfAttentionLayer self(int in, int heads, boolean projected) {
    return new SelfAttentionLayer.Builder()
        .nIn(in)
        .nOut(in)
        .nHeads(heads)
        .headSize(3)
        .projectInput(projected)
        .build();
  }

  private static RecurrentAttentionLayer recurrent(int heads, int out, boolean projected) {
    return new RecurrentAttentionLayer.Builder()
        .nIn(4)
        .nOut(out)
        .nHeads(heads)
        .headSize(3)
        .projectInput(projected)
        .hasBias(projected)
        .activation(projected ? Activation.TANH : Activation.SOFTSIGN)
        .build();
  }

  private static AttentionVertex vertex(int heads) {
    return new AttentionVertex.Builder()
        .nInQueries(4)
        .nInKeys(3)
        .nInValues(2)
        .nOut(5)
        .nHeads(heads)
        .headSize(3)
        .projectInput(true)
        .build();
  }

  private static AttentionVertex plainVertex() {
    return new AttentionVertex.Builder()
        .nInQueries(3)
        .nInKeys(3)
        .nInValues(3)
        .nOut(3)
        .nHeads(1)
        .projectInput(false)
        .build();
  }

  private static LSTM lstm(int out) {
    return new LSTM.Builder().nIn(4).nOut(out).activation(Activation.TANH).build();
  }

  private static void setWeights(MultiLayerNetwork network, Map<String, Double> numbers) {
    numbers.forEach((key, number) -> network.getParam("0_" + key).assign(number));
  }

  /**
   * Scores of (60, 61) are -3600 and below, e of which is 0: all weight is the first step's, 60,
   * and of the reference's zeros each step's. ND4J's own softmax gives NaN.
   */
  @Test
  void veryNegativeScores_haveWeightsThatSumToOne() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new SelfAttentionLayer.Builder()
                .nIn(1)
                .nOut(1)
                .nHeads(1)
                .headSize(1)
                .projectInput(true)
                .build());
    setWeights(network, Map.of("Wq", -1.0, "Wk", 1.0, "Wv", 1.0, "Wo", 1.0));
    requireSum(network, 60, 0);
  }

  /** Deeplearning4j's own recurrent attention gives NaN for the same scores, at the second step. */
  @Test
  void veryNegativeScores_inRecurrentAttention_areDeeplearning4jsFault() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new RecurrentAttentionLayer.Builder()
                .nIn(1)
                .nOut(1)
                .nHeads(1)
                .headSize(1)
                .projectInput(true)
                .activation(Activation.IDENTITY)
                .build());
    setWeights(
        network,
        Map.of("Wq", -1.0, "Wk", 1.0, "Wv", 1.0, "Wo", 1.0, "W", 1.0, "RW", 0.1, "b", 0.0));
    assertThatThrownBy(() -> requireSum(network, 67, 1))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("Deeplearning4j gives NaN at number 1")
        .hasMessageContaining("the rule 67.0");
  }

  private static void requireSum(MultiLayerNetwork network, double output, int step) {
    INDArray x = SmallNetworks.array(new long[] {2, 1, 2}, 60, 61, 60, 61);
    Attribution attribution =
        DeepLift.builder(network)
            .requireCompleteness()
            .build()
            .explain(x, Reference.zeros(), Target.layer("layer0", 0, step));
    assertThat(attribution.output().toDoubleVector())
        .containsExactly(new double[] {output, output}, within(1e-9));
    assertThat(attribution.contributions().slice(0).sumNumber().doubleValue())
        .isEqualTo(output, within(1e-9));
  }

  @TestFactory
  Stream<DynamicTest> attention_isDeeplearning4jsAndSums() {
    return Stream.of(
            LayerCase.of("self attention", false, SEQUENCE, self(4, 1, true)),
            LayerCase.of("self attention of two heads", false, SEQUENCE, self(4, 2, true)),
            LayerCase.of("self attention without projection", false, SEQUENCE, self(4, 1, false)),
            LayerCase.of("recurrent attention", false, SEQUENCE, recurrent(2, 5, true)),
            LayerCase.of(
                "recurrent attention without projection", false, SEQUENCE, recurrent(1, 4, false)),
            LayerCase.of(
                "recurrent attention of one step", false, new long[] {4, 1}, recurrent(2, 5, true)),
            LayerCase.of(
                "attention between an LSTM and a pooling",
                false,
                SEQUENCE,
                lstm(4),
                self(4, 2, true),
                new GlobalPoolingLayer.Builder(PoolingType.MAX).build(),
                SmallNetworks.dense(4, 2, Activation.RELU)),
            LayerCase.graph(
                "attention vertex",
                false,
                List.of(new long[] {4, 5}, new long[] {3, 6}, new long[] {2, 6}),
                builder -> builder.addVertex("out", vertex(2), "in0", "in1", "in2")),
            LayerCase.graph(
                "attention vertex without projection",
                false,
                List.of(new long[] {3, 5}, new long[] {3, 4}),
                builder -> builder.addVertex("out", plainVertex(), "in0", "in1", "in1")))
        .flatMap(LayerCase::tests);
  }

  @Test
  void sequencesOfOtherChannels_areRefusedNamingTheFormat() {
    DeepLift deepLift = DeepLift.builder(SmallNetworks.of(self(4, 2, true))).build();
    INDArray channelsLast = SmallNetworks.counted(1, 6, 4);
    assertThatThrownBy(
            () -> deepLift.explain(channelsLast, Reference.zeros(), Target.layer("layer0", 0, 0)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("'layer0' (index 0, SelfAttentionLayer)")
        .hasMessageContaining("NCW");
  }

  @Test
  void attentionBehindChannelsLast_isRefused() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new Convolution1DLayer.Builder(1)
                .nIn(4)
                .nOut(4)
                .rnnDataFormat(RNNFormat.NWC)
                .activation(Activation.IDENTITY)
                .build(),
            self(4, 2, true));
    assertThatThrownBy(() -> DeepLift.builder(network).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'layer1' (index 1, SelfAttentionLayer)")
        .hasMessageContaining("NWC");
  }

  @Test
  void learnedSelfAttention_whichDeeplearning4jCannotRun_isRefused() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new LearnedSelfAttentionLayer.Builder()
                .nIn(4)
                .nOut(4)
                .nHeads(2)
                .nQueries(2)
                .projectInput(true)
                .build());
    assertThatThrownBy(() -> network.output(SmallNetworks.counted(1, 4, 5)))
        .hasMessageContaining("scatter_update");
    assertThatThrownBy(() -> DeepLift.builder(network).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'layer0' (index 0, LearnedSelfAttentionLayer)")
        .hasMessageContaining("9763");
  }
}
