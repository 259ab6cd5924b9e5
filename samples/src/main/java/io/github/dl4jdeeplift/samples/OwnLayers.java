package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.DeepLiftBuilder;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer of the user's own, explained twice: from its SameDiff graph, without any set-up, and by a
 * rule of the user's own, which wins.
 *
 * <p>The layer is {@link GatedUnits}: half of its channels are gates of the other half. Its graph
 * shares the credit between gates and values by the product rule; {@link ValuesAloneRule} gives all
 * of it to the values. Prints both.
 */
public final class OwnLayers {
  private static final int FEATURES = 4;
  private static final int EXAMPLES = 2;

  private final MultiLayerNetwork network;
  private final INDArray examples =
      Nd4j.linspace(DataType.DOUBLE, -1.5, 0.5, EXAMPLES * FEATURES).reshape(EXAMPLES, FEATURES);

  /** Makes the network. */
  OwnLayers() {
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(6)
                .dataType(DataType.DOUBLE)
                .list()
                .layer(dense(FEATURES, 6))
                .layer(new GatedUnits())
                .layer(dense(3, 1))
                .validateOutputLayerConfig(false)
                .build());
    network.init();
  }

  private static DenseLayer dense(int inputs, int outputs) {
    return new DenseLayer.Builder()
        .nIn(inputs)
        .nOut(outputs)
        .activation(Activation.IDENTITY)
        .build();
  }

  /**
   * Explains and prints.
   *
   * @param args not read
   */
  public static void main(String[] args) {
    new OwnLayers().explained().forEach(OwnLayers::print);
  }

  /** Explains by the layer's graph and by the rule. */
  Map<String, Attribution> explained() {
    return new TreeMap<>(
        Map.of(
            "from its graph", explained(builder -> builder),
            "own rule", explained(b -> b.rule(GatedUnits.class, layer -> new ValuesAloneRule()))));
  }

  private Attribution explained(UnaryOperator<DeepLiftBuilder> settings) {
    return settings
        .apply(DeepLift.builder(network).requireCompleteness())
        .build()
        .explain(examples, Reference.zeros(), Target.logit(0));
  }

  private static void print(String name, Attribution attribution) {
    System.out.println(name + ": contributions");
    System.out.println(attribution.contributions());
    System.out.println(
        "  sum "
            + attribution.contributions().sum(1)
            + ", off by "
            + attribution.convergenceDelta());
  }
}
