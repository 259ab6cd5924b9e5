package io.github.dl4jdeeplift.network;

import io.github.dl4jdeeplift.graph.LayerOutline;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.RuleTable;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A private copy of a network, read as a graph and run as Deeplearning4j runs it.
 *
 * <p>Nothing else knows Deeplearning4j's containers. The user's network is read once, when the copy
 * is made, and never written to.
 */
public sealed interface NetworkAdapter permits MultiLayerNetworkAdapter, ComputationGraphAdapter {
  /**
   * Copies a network.
   *
   * @param network a MultiLayerNetwork or ComputationGraph, initialized
   * @throws IllegalArgumentException if it is neither, or has not been initialized
   */
  static NetworkAdapter copyOf(Model network) {
    if (network instanceof MultiLayerNetwork multiLayer) {
      requireInitialized(multiLayer.isInitCalled());
      return new MultiLayerNetworkAdapter(NetworkCopy.of(multiLayer));
    }
    if (network instanceof ComputationGraph graph) {
      requireInitialized(graph.getVertices() != null);
      return new ComputationGraphAdapter(NetworkCopy.of(graph));
    }
    throw new IllegalArgumentException(
        "explains MultiLayerNetwork and ComputationGraph, not " + network.getClass().getName());
  }

  private static void requireInitialized(boolean initialized) {
    if (!initialized) {
      throw new IllegalArgumentException("the network has no parameters yet: call init() first");
    }
  }

  /** Returns the data type in which the copy computes, FLOAT or DOUBLE. */
  DataType dataType();

  /** Returns a copy that computes in double precision. */
  NetworkAdapter inDouble();

  /** Returns the names of the network's inputs, in order. */
  List<String> inputNames();

  /**
   * Reads the network as a graph; behind the network's inputs it takes the masks.
   *
   * @param table the rules
   * @param masks which inputs and outputs have masks
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming every layer without a rule
   */
  NodeGraph toGraph(RuleTable table, MaskPlaces masks);

  /**
   * Says what will be done at each layer, or why it cannot be explained.
   *
   * @param table the rules
   * @return all layers and preprocessors, in order
   */
  List<LayerOutline> outlines(RuleTable table);

  /**
   * Runs the copy as Deeplearning4j runs it, at inference.
   *
   * @param inputs one array for each input, and then the masks, not changed
   * @param masks which inputs and outputs have masks
   * @return one array for each output
   */
  List<INDArray> output(List<INDArray> inputs, MaskPlaces masks);

  /**
   * Runs the copy layer by layer, each on its own, to find where a difference begins.
   *
   * @param inputs one array for each input, and then the masks, not changed
   * @param masks which inputs and outputs have masks
   * @return the output of each layer by name, in order
   */
  Map<String, INDArray> outputOfLayers(List<INDArray> inputs, MaskPlaces masks);

  /**
   * Returns the dimension of time in the sequence that a layer gives.
   *
   * @param layer the layer's name
   * @return 0 or 1, the batch left out
   */
  int timeAxis(String layer);

  /**
   * Tells whether the user's network still has the parameters of this copy, to the last bit.
   *
   * @param network the user's network
   */
  boolean isCopyOf(Model network);
}
