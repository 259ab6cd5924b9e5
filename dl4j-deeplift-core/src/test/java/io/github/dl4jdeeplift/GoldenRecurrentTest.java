package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Recurrent layers and attention against {@code scripts/recurrent_layers.py}, which computes
 * outputs and contributions step by step in double precision from the formulas alone.
 */
@SuppressWarnings("deprecation")
class GoldenRecurrentTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "recurrent");
  private static final int CHANNELS = 2;
  private static final int UNITS = 3;

  @TestFactory
  Stream<DynamicTest> layer_isExplainedAsStepByStep() {
    return CaseFolder.read(GOLDEN).stream()
        .flatMap(
            each ->
                Stream.of(DataType.DOUBLE, DataType.FLOAT)
                    .map(
                        type ->
                            DynamicTest.dynamicTest(
                                each.name() + " " + type, () -> check(each.json(), type))));
  }

  private static void check(JsonNode golden, DataType type) {
    MultiLayerNetwork network = network(golden, type);
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    INDArray input = array(golden, "input", type);
    Reference reference = Reference.of(array(golden, "reference", type));
    int[] place =
        StreamSupport.stream(golden.path("target").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    Target target = Target.layer("layer0", place);
    Attribution attribution =
        golden.path("mask").isNull()
            ? deepLift.explain(input, reference, target)
            : deepLift.explain(input, array(golden, "mask", type), reference, target);
    require(golden, "output", attribution.output());
    require(golden, "reference_output", attribution.referenceOutput());
    require(golden, "contributions", attribution.contributions());
  }

  /** 1e-9 in double precision, 1e-5 of the largest value in single precision. */
  private static void require(JsonNode golden, String quantity, INDArray actual) {
    INDArray expected = NumericCase.array(golden.path(quantity));
    double largest = Math.max(1e-3, expected.amaxNumber().doubleValue());
    double tolerance = actual.dataType() == DataType.DOUBLE ? 1e-9 : 1e-5 * Math.max(1, largest);
    INDArray gap = actual.castTo(DataType.DOUBLE).reshape(expected.shape()).sub(expected);
    assertThat(gap.amaxNumber().doubleValue()).as(quantity).isLessThan(tolerance);
  }

  private static INDArray array(JsonNode golden, String key, DataType type) {
    return NumericCase.array(golden.path(key)).castTo(type);
  }

  private static MultiLayerNetwork network(JsonNode golden, DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(type)
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(layer(golden.path("kind").asText()))
                .validateOutputLayerConfig(false)
                .build());
    network.init();
    golden
        .path("parameters")
        .properties()
        .forEach(
            entry -> {
              INDArray parameter = network.getParam("0_" + entry.getKey());
              INDArray value = NumericCase.array(entry.getValue()).castTo(type);
              parameter.assign(value.reshape(parameter.shape()));
            });
    return network;
  }

  private static Layer layer(String kind) {
    if (kind.startsWith("bidirectional_lstm_")) {
      String mode = kind.substring("bidirectional_lstm_".length()).toUpperCase(Locale.ROOT);
      return new Bidirectional(Bidirectional.Mode.valueOf(mode), lstm(Activation.TANH));
    }
    return switch (kind) {
      case "lstm" -> lstm(Activation.TANH);
      case "lstm_softsign_sigmoid" -> lstm(Activation.SOFTSIGN);
      case "graves_lstm" -> graves();
      case "graves_bidirectional_lstm" ->
          new GravesBidirectionalLSTM.Builder()
              .nIn(CHANNELS)
              .nOut(UNITS)
              .activation(Activation.TANH)
              .build();
      case "simple" -> simple(Activation.TANH);
      case "simple_relu" -> simple(Activation.RELU);
      case "bidirectional_simple_concat" ->
          new Bidirectional(Bidirectional.Mode.CONCAT, simple(Activation.TANH));
      case "last_step_of_lstm" -> new LastTimeStep(lstm(Activation.TANH));
      case "last_step_of_graves_lstm" -> new LastTimeStep(graves());
      case "mask_zero_of_lstm" -> zero(lstm(Activation.TANH));
      case "mask_zero_of_simple" -> zero(simple(Activation.TANH));
      case "self_attention" -> self(true);
      case "self_attention_without_projection" -> self(false);
      case "recurrent_attention" ->
          new RecurrentAttentionLayer.Builder()
              .nIn(CHANNELS)
              .nOut(UNITS)
              .nHeads(2)
              .headSize(2)
              .projectInput(true)
              .activation(Activation.TANH)
              .build();
      default -> throw new IllegalArgumentException("no layer of kind " + kind);
    };
  }

  private static LSTM lstm(Activation activation) {
    return new LSTM.Builder().nIn(CHANNELS).nOut(UNITS).activation(activation).build();
  }

  private static GravesLSTM graves() {
    return new GravesLSTM.Builder().nIn(CHANNELS).nOut(UNITS).activation(Activation.TANH).build();
  }

  private static SimpleRnn simple(Activation activation) {
    return new SimpleRnn.Builder().nIn(CHANNELS).nOut(UNITS).activation(activation).build();
  }

  private static MaskZeroLayer zero(Layer layer) {
    return new MaskZeroLayer.Builder().setUnderlying(layer).setMaskValue(0).build();
  }

  private static SelfAttentionLayer self(boolean projected) {
    return new SelfAttentionLayer.Builder()
        .nIn(CHANNELS)
        .nOut(projected ? UNITS : CHANNELS)
        .nHeads(projected ? 2 : 1)
        .headSize(2)
        .projectInput(projected)
        .build();
  }
}
