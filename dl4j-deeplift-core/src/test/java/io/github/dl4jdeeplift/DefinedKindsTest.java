package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Vertices and output layers of a user's own, masks, and refusals. */
@SuppressWarnings("serial") // never written
class DefinedKindsTest {
  private static final INDArray A = array(new long[] {1, 2}, 2, 3);
  private static final INDArray B = array(new long[] {1, 2}, 5, 7);

  /** a·b·factor, with a field that Deeplearning4j's own copies forget. */
  public static final class ScaledProduct extends SameDiffLambdaVertex {
    private double factor = 1;

    public ScaledProduct() {}

    ScaledProduct(double factor) {
      this.factor = factor;
    }

    @Override
    public SDVariable defineVertex(SameDiff graph, VertexInputs inputs) {
      return inputs.getInput(0).mul(inputs.getInput(1)).mul(factor);
    }
  }

  /** aW + b. */
  public static final class Weighted extends SameDiffVertex {
    @Override
    public SDVariable defineVertex(
        SameDiff graph,
        Map<String, SDVariable> inputs,
        Map<String, SDVariable> parameters,
        Map<String, SDVariable> masks) {
      return inputs.get("a").mmul(parameters.get("w")).add(inputs.get("b"));
    }

    @Override
    public void defineParametersAndInputs(SDVertexParams params) {
      params.defineInputs("a", "b");
      params.addWeightParam("w", 2, 2);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
      params.get("w").assign(array(new long[] {2, 2}, 1, 2, 3, 4));
    }

    @Override
    public GraphVertex clone() {
      return new Weighted();
    }
  }

  /** xW + b, softmax, and the loss behind it. */
  public static final class Classes extends SameDiffOutputLayer {
    @Override
    public SDVariable defineLayer(
        SameDiff graph, SDVariable input, SDVariable labels, Map<String, SDVariable> parameters) {
      SDVariable logits = input.mmul(parameters.get("W")).add(parameters.get("b"));
      SDVariable probabilities = graph.nn().softmax("probabilities", logits, -1);
      return graph.loss().logLoss("loss", labels, probabilities);
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
      return InputType.feedForward(3);
    }

    @Override
    public String activationsVertexName() {
      return "probabilities";
    }

    @Override
    public void defineParameters(SDLayerParams params) {
      params.addWeightParam("W", 2, 3);
      params.addBiasParam("b", 1, 3);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
      params.get("W").assign(array(new long[] {2, 3}, 1, -2, 3, 0.5, 4, -1));
      params.get("b").assign(array(new long[] {1, 3}, 0.1, 0.2, 0.3));
    }
  }

  private static ComputationGraph graph(GraphVertex vertex) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .graphBuilder()
                .addInputs("a", "b")
                .addVertex("own", vertex, "a", "b")
                .setOutputs("own")
                .build());
    graph.init();
    return graph;
  }

  private static Attribution explained(ComputationGraph graph, INDArray... references) {
    return DeepLift.builder(graph)
        .requireCompleteness()
        .build()
        .explain(
            new INDArray[] {A, B},
            Reference.perInput(Reference.of(references[0]), Reference.of(references[1])),
            Target.layer("own", 1));
  }

  @Test
  void lambdaVertex_isExplainedByItsOwnGraph() {
    // 3·b1·a1 from 1·1 to 3·7: m_a = 3·(1 + 7)/2 = 12, m_b = 3·(1 + 3)/2 = 6.
    Attribution attribution =
        explained(
            graph(new ScaledProduct(3)),
            array(new long[] {1, 2}, 0, 1),
            array(new long[] {1, 2}, 0, 1));
    assertThat(attribution.contributions(0).toDoubleVector()).containsExactly(0, 24);
    assertThat(attribution.contributions(1).toDoubleVector()).containsExactly(0, 36);
    assertThat(attribution.output().getDouble(0)).isEqualTo(63);
  }

  @Test
  void lambdaVertex_keepsWorkingForItsUser() {
    ComputationGraph graph = graph(new ScaledProduct(3));
    INDArray before = graph.outputSingle(A, B).dup();
    explained(graph, A.mul(0), B.mul(0));
    assertThat(graph.outputSingle(A, B)).isEqualTo(before);
    ComputationGraph explainedFirst = graph(new ScaledProduct(3));
    explained(explainedFirst, A.mul(0), B.mul(0));
    assertThat(explainedFirst.outputSingle(A, B)).isEqualTo(before);
  }

  @Test
  void lambdaVertex_thatCannotBeCopied_isRefused() {
    ComputationGraph graph =
        graph(
            new SameDiffLambdaVertex() {
              @Override
              public SDVariable defineVertex(SameDiff sameDiff, VertexInputs inputs) {
                return inputs.getInput(0).mul(inputs.getInput(1));
              }
            });
    assertThatThrownBy(() -> DeepLift.builder(graph).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'own'")
        .hasMessageContaining("without arguments");
  }

  @Test
  void vertexWithParameters_isExplainedByItsOwnGraph() {
    // Column 1 of W is 2, 4: contributions 2·2 and 4·3 of a, 7 of b1.
    Attribution attribution = explained(graph(new Weighted()), A.mul(0), B.mul(0));
    assertThat(attribution.contributions(0).toDoubleVector()).containsExactly(4, 12);
    assertThat(attribution.contributions(1).toDoubleVector()).containsExactly(0, 7);
  }

  @Test
  void outputLayer_isExplainedBeforeItsSoftmax() {
    MultiLayerNetwork own = SmallNetworks.of(new Classes());
    Attribution logit =
        DeepLift.builder(own).build().explain(A, Reference.zeros(), Target.logit(1));
    // Column 1 of W: -2 and 4.
    assertThat(logit.contributions().toDoubleVector()).containsExactly(-4, 12);
    MultiLayerNetwork plain =
        SmallNetworks.of(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(2)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build());
    plain.setParam("0_W", own.getParam("0_W"));
    plain.setParam("0_b", own.getParam("0_b"));
    Target probability = Target.probability(1);
    INDArray expected =
        DeepLift.builder(plain).build().explain(A, Reference.zeros(), probability).contributions();
    INDArray actual =
        DeepLift.builder(own).build().explain(A, Reference.zeros(), probability).contributions();
    assertThat(actual.equalsWithEps(expected, 1e-12)).isTrue();
  }

  @Test
  void network_ofAnOutputLayerOfItsOwn_normalizesLogits() {
    Attribution logit =
        DeepLift.builder(SmallNetworks.of(new Classes()))
            .build()
            .explain(A, Reference.zeros(), Target.logit(1).meanNormalized());
    // Means of the rows of W: 2/3 and 7/6.
    assertThat(logit.contributions().getDouble(0)).isCloseTo(2 * (-2 - 2 / 3.0), within(1e-12));
    assertThat(logit.contributions().getDouble(1)).isCloseTo(3 * (4 - 7 / 6.0), within(1e-12));
  }

  @Test
  void operationsWithoutARule_areNamed() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            OwnLayer.of((graph, x) -> graph.math().tan(graph.math().atan2(x, x.add(2)))),
            SmallNetworks.loss(Activation.IDENTITY));
    assertThatThrownBy(() -> DeepLift.builder(network).build())
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'layer0'")
        .hasMessageContaining("tan, tf_atan2");
  }

  @Test
  void operationsAcrossExamples_areRefused() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            OwnLayer.of((graph, x) -> x.sub(x.mean(true, 0))),
            SmallNetworks.loss(Activation.IDENTITY));
    assertThatThrownBy(
            () ->
                DeepLift.builder(network)
                    .build()
                    .explain(Nd4j.ones(2, 3), Reference.zeros(), Target.logit(0)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'layer0'")
        .hasMessageContaining("'reduce_mean'")
        .hasMessageContaining("across examples");
  }

  @Test
  void reshapeAcrossExamples_isRefused() {
    MultiLayerNetwork network =
        SmallNetworks.of(
            OwnLayer.of((graph, x) -> x.reshape(-1, 1)), SmallNetworks.loss(Activation.IDENTITY));
    assertThatThrownBy(
            () ->
                DeepLift.builder(network)
                    .build()
                    .explain(Nd4j.ones(2, 3), Reference.zeros(), Target.logit(0)))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'reshape'")
        .hasMessageContaining("one example to another");
  }
}
