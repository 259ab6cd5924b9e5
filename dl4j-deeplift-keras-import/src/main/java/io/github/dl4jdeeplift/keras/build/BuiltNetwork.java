package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import io.github.dl4jdeeplift.keras.config.Lambdas;
import io.github.dl4jdeeplift.keras.config.NetworkParser;
import io.github.dl4jdeeplift.keras.config.RevCompLayers;
import io.github.dl4jdeeplift.keras.config.UserKnowledge;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.file.SavedModel;
import io.github.dl4jdeeplift.keras.function.ReadLambdas;
import io.github.dl4jdeeplift.keras.function.ReadLambdas.Replaced;
import io.github.dl4jdeeplift.keras.translate.Step;
import io.github.dl4jdeeplift.keras.translate.Step.LayerStep;
import io.github.dl4jdeeplift.keras.translate.Step.VertexStep;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network of a saved model.
 *
 * @param translated the translated layers
 * @param graph the network with its weights
 * @param lambdas Lambda layers for which other layers stand, by name
 */
public record BuiltNetwork(
    TranslatedNetwork translated, ComputationGraph graph, Map<String, Replaced> lambdas) {
  /** Copies the map. */
  public BuiltNetwork {
    lambdas = Map.copyOf(lambdas);
  }

  /**
   * Builds a network.
   *
   * @param model the saved model
   * @param known what the user says about it
   * @throws IllegalArgumentException if the model has no Lambda layer of such a name
   * @throws UnreadableKerasFileException if its configuration is not valid or its weights do not
   *     fit
   * @throws UnsupportedKerasModelException if it cannot be translated faithfully
   */
  public static BuiltNetwork of(SavedModel model, UserKnowledge known) {
    KerasNetwork parsed = NetworkParser.parse(model.className(), model.config());
    ReadLambdas read = ReadLambdas.of(Lambdas.resolve(parsed, known.lambdas()));
    KerasNetwork strands = RevCompLayers.resolve(read.network(), model.version(), known.bias());
    KerasNetwork network = UnwrittenOrders.resolve(strands, model, known.order());
    TranslatedNetwork translated = TranslatedNetwork.of(network);
    BackendCheck.require(network, model.backend());
    MaskVersionCheck.require(translated, model.version());
    BiasVersionCheck.require(translated, model.version());
    DataType type = NumberTypes.of(network);
    List<MatchedWeight> weights = WeightMatcher.match(translated, model.weights());
    ComputationGraphConfiguration configuration = GraphAssembler.assemble(translated, type);
    ComputationGraph graph = new ComputationGraph(configuration);
    initialize(graph, type);
    WeightLoader.load(graph, translated, weights);
    ShapeCheck.require(graph, translated);
    return new BuiltNetwork(translated, graph, read.lambdas());
  }

  /**
   * Makes the network's arrays. Deeplearning4j seeds the random numbers of all its users where it
   * makes them itself; layer by layer, with weights that begin at 0, it draws none.
   */
  private static void initialize(ComputationGraph graph, DataType type) {
    long count =
        graph.getConfiguration().getVertices().values().stream()
            .mapToLong(vertex -> vertex.numParams(false))
            .sum();
    graph.init(count == 0 ? null : Nd4j.zeros(type, 1, count), false);
    for (Layer layer : graph.getLayers()) {
      if (layer.numParams() > 0) {
        NeuralNetConfiguration configuration = layer.conf();
        configuration.getLayer().initializer().init(configuration, layer.params(), true);
      }
    }
  }

  /**
   * Returns the sizes of a layer's output without the batch dimension, -1 for any size.
   *
   * @param layer a layer of the network
   */
  public List<Long> outputShape(KerasLayer layer) {
    return translated.shape(layer.name()).sizes();
  }

  /**
   * Returns the layers of the file: those that stand for a Lambda layer are one.
   *
   * @return layers in order
   */
  public List<KerasLayer> layers() {
    Set<String> parts = new HashSet<>();
    lambdas.values().forEach(lambda -> parts.addAll(lambda.parts()));
    return translated.network().layers().stream()
        .filter(layer -> lambdas.containsKey(layer.name()) || !parts.contains(layer.name()))
        .map(layer -> lambdas.containsKey(layer.name()) ? lambdas.get(layer.name()).layer() : layer)
        .toList();
  }

  /**
   * Returns the classes of Deeplearning4j that a layer became, in order; none for an input layer.
   *
   * @param layer a layer of the network
   */
  public List<String> becomes(KerasLayer layer) {
    Replaced lambda = lambdas.get(layer.name());
    List<String> parts = lambda == null ? List.of(layer.name()) : lambda.parts();
    return layer.isInput()
        ? List.of()
        : parts.stream()
            .flatMap(part -> translated.translation(part).steps().stream())
            .map(BuiltNetwork::className)
            .toList();
  }

  private static String className(Step step) {
    return step instanceof LayerStep layer
        ? layer.layer().getClass().getSimpleName()
        : ((VertexStep) step).vertex().getClass().getSimpleName();
  }
}
