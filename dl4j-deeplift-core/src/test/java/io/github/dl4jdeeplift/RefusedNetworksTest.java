package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.function.UnaryOperator;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RefusedNetworksTest {
  private static final INDArray ONE = Nd4j.ones(1, 3);

  @Test
  void layersWithoutRule_areNamedInOneMessage() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build(),
            new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build(),
            SmallNetworks.loss(Activation.IDENTITY));
    assertThatThrownBy(() -> DeepLift.builder(network).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("2 layers")
        .hasMessageContaining("'layer0' (index 0, SpaceToBatchLayer)")
        .hasMessageContaining("'layer1' (index 1, SpaceToBatchLayer)")
        .hasMessageContaining("builder.rule(");
  }

  @Test
  void batchNormalization_ofChannelsFirstSequences_isDeeplearning4jsFault() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            convolution(RNNFormat.NCW),
            new BatchNormalization.Builder().name("norm").nIn(2).nOut(2).build());
    assertThatThrownBy(
            () ->
                DeepLift.builder(network)
                    .build()
                    .explain(Nd4j.ones(1, 4, 6), Reference.zeros(), Target.logit(0, 0)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'norm' (index 1, BatchNormalization)")
        .hasMessageContaining("NHWC");
  }

  @Test
  void pooling1d_withPadding_isDeeplearning4jsFault() {
    Layer padded =
        new Subsampling1DLayer.Builder(2, 2, 1).name("pool").dataFormat(CNN2DFormat.NCHW).build();
    assertThatThrownBy(
            () -> DeepLift.builder(SmallNetworks.of(convolution(RNNFormat.NCW), padded)).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'pool'")
        .hasMessageContaining("padding 1");
  }

  @Test
  void pooling1d_causal_isDeeplearning4jsFault() {
    Layer causal =
        new Subsampling1DLayer.Builder(2, 2)
            .name("pool")
            .convolutionMode(ConvolutionMode.Causal)
            .build();
    assertThatThrownBy(
            () -> DeepLift.builder(SmallNetworks.of(convolution(RNNFormat.NCW), causal)).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("causal");
  }

  @Test
  void separableConvolution_ofOneChannel_isDeeplearning4jsFault() {
    Layer single =
        new SeparableConvolution2D.Builder(2, 1)
            .name("single")
            .nIn(1)
            .nOut(2)
            .depthMultiplier(2)
            .build();
    assertThatThrownBy(() -> DeepLift.builder(SmallNetworks.of(single)).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'single'")
        .hasMessageContaining("Deeplearning4j 1.0.0-M2.1 itself");
  }

  /** An activation layer works in place: on a network input that another layer reads too. */
  @Test
  void activation_onASharedNetworkInput_isDeeplearning4jsFault() {
    ComputationGraph graph =
        shared(WorkspaceMode.ENABLED, b -> b.addLayer("act", tanh(), "in"), "in");
    assertInPlaceIsNamed(graph);
  }

  /** Without workspaces an activation layer overwrites what a residual connection reads. */
  @Test
  void residual_withoutWorkspaces_isDeeplearning4jsFault() {
    ComputationGraph graph =
        shared(
            WorkspaceMode.NONE,
            b -> b.addLayer("dense", square(), "in").addLayer("act", tanh(), "dense"),
            "dense");
    assertInPlaceIsNamed(graph);
  }

  private static void assertInPlaceIsNamed(ComputationGraph graph) {
    assertThatThrownBy(
            () ->
                DeepLift.builder(graph)
                    .build()
                    .explain(ONE, Reference.zeros(), Target.layer("sum", 0)))
        .isInstanceOf(ParityException.class)
        .hasMessageContaining("Deeplearning4j's output()")
        .hasMessageContaining("in place");
  }

  private static ActivationLayer tanh() {
    return new ActivationLayer(Activation.TANH);
  }

  private static DenseLayer square() {
    return new DenseLayer.Builder().nIn(3).nOut(3).activation(Activation.IDENTITY).build();
  }

  private static ComputationGraph shared(
      WorkspaceMode mode, UnaryOperator<GraphBuilder> layers, String other) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.DOUBLE)
            .inferenceWorkspaceMode(mode)
            .graphBuilder()
            .addInputs("in");
    ComputationGraph graph =
        new ComputationGraph(
            layers
                .apply(builder)
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "act", other)
                .setOutputs("sum")
                .validateOutputLayerConfig(false)
                .build());
    graph.init();
    return graph;
  }

  @Test
  void formats_thatChangeBetweenLayers_areRefused() {
    Layer second =
        new Convolution1D.Builder(2)
            .nIn(2)
            .nOut(2)
            .name("second")
            .rnnDataFormat(RNNFormat.NWC)
            .build();
    assertThatThrownBy(
            () -> DeepLift.builder(SmallNetworks.of(convolution(RNNFormat.NCW), second)).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'second'")
        .hasMessageContaining("give both one format");
  }

  @Test
  void input_ofAnotherSize_namesTheLayerAndBothNumbers() {
    assertThatThrownBy(() -> explain(Nd4j.ones(1, 4), Reference.zeros(), Target.logit(0)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("layer")
        .hasMessageContaining("takes 3 inputs, not 4");
  }

  @Test
  void input_withNan_isRefused() {
    INDArray input = Nd4j.createFromArray(new double[][] {{1, Double.NaN, 0}});
    assertThatThrownBy(() -> explain(input, Reference.zeros(), Target.logit(0)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("not finite");
  }

  /** ReLU hides not-a-number from what comes behind it, in the rules and not in Deeplearning4j. */
  @Test
  void weight_thatIsNotANumber_namesItsLayer() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            SmallNetworks.dense(3, 2, Activation.RELU), SmallNetworks.loss(Activation.IDENTITY));
    network.getParam("0_W").putScalar(0, 0, Double.NaN);
    assertThatThrownBy(
            () ->
                DeepLift.builder(network).build().explain(ONE, Reference.zeros(), Target.logit(1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("'layer0' (index 0, DenseLayer) gives a value that is not finite");
  }

  @Test
  void averageOfNoRows_isRefused() {
    Reference none = Reference.average(Nd4j.create(DataType.FLOAT, 0, 3));
    assertThatThrownBy(() -> explain(ONE, none, Target.logit(0)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("no rows");
  }

  @Test
  void moreReferencesThanInputs_areRefused() {
    Reference two = Reference.perInput(Reference.zeros(), Reference.zeros());
    assertThatThrownBy(() -> explain(ONE, two, Target.logit(0)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("2 references for a network that has 1");
  }

  @Test
  void weightsOfATarget_thatAreNoNumbers_areRefused() {
    assertThatThrownBy(() -> Target.weighted(Nd4j.createFromArray(true, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hold BOOL");
    assertThatThrownBy(() -> Target.weighted(Nd4j.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one number for each element");
  }

  @Test
  void reference_ofAnotherShape_showsBoth() {
    assertThatThrownBy(() -> explain(ONE, Reference.of(Nd4j.zeros(1, 2)), Target.logit(0)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("[1, 2]")
        .hasMessageContaining("[1, 3]");
  }

  @Test
  void target_outsideTheOutput_showsItsShape() {
    assertThatThrownBy(() -> explain(ONE, Reference.zeros(), Target.logit(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]");
    assertThatThrownBy(() -> explain(ONE, Reference.zeros(), Target.logit(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[-1]");
    assertThatThrownBy(() -> explain(ONE, Reference.zeros(), Target.logit()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void probability_ofALinearOutput_isRefused() {
    assertThatThrownBy(() -> explain(ONE, Reference.zeros(), Target.probability(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Target.logit(..)");
  }

  @Test
  void layerTarget_thatIsNotThere_listsTheLayers() {
    assertThatThrownBy(() -> explain(ONE, Reference.zeros(), Target.layer("dens", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'dens'")
        .hasMessageContaining("dense");
  }

  @Test
  void value_thatIsNotFinite_namesItsLayer() {
    MultiLayerNetwork network = twoOutputs();
    network.getParam("0_W").assign(Double.MAX_VALUE);
    assertThatThrownBy(
            () ->
                DeepLift.builder(network)
                    .build()
                    .explain(ONE.mul(10), Reference.zeros(), Target.logit(0)))
        .hasMessageContaining("'dense'");
  }

  private static MultiLayerNetwork twoOutputs() {
    return SmallNetworks.of(
        new org.deeplearning4j.nn.conf.layers.DenseLayer.Builder()
            .name("dense")
            .nIn(3)
            .nOut(2)
            .activation(Activation.IDENTITY)
            .build());
  }

  private static Attribution explain(INDArray input, Reference reference, Target target) {
    return DeepLift.builder(twoOutputs()).build().explain(input, reference, target);
  }

  private static Layer convolution(RNNFormat format) {
    return new Convolution1D.Builder(2).nIn(4).nOut(2).rnnDataFormat(format).build();
  }
}
