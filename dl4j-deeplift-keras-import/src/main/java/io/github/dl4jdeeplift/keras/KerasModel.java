package io.github.dl4jdeeplift.keras;

import io.github.dl4jdeeplift.keras.config.DimensionOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A Keras model in Deeplearning4j, with what Deeplearning4j's network does not say about it.
 *
 * @param network the network; its layers, inputs and outputs have the names of the Keras file
 * @param layers the layers of the Keras file, input layers included, each after those whose outputs
 *     it takes
 */
public record KerasModel(ComputationGraph network, List<Layer> layers) {
  /** Copies the list. */
  public KerasModel {
    layers = List.copyOf(layers);
  }

  /**
   * A layer of the Keras file.
   *
   * @param name its name, in the file and in the network
   * @param className its Keras class, such as {@code Conv1D}
   * @param inputs names of the layers whose outputs it takes; none for an input layer
   * @param outputShape sizes of its output without the batch dimension, in the file's order; -1
   *     where the model takes any size
   * @param becomes Deeplearning4j's classes that it became, in the order in which data goes through
   *     them, such as {@code ConvolutionLayer}; none for an input layer
   * @param reading what a {@code Lambda} layer's code was read as, in Python's words; empty for
   *     other layers and where the user gave the meaning
   * @param order the order of dimensions of its input; empty where the layer has none
   */
  public record Layer(
      String name,
      String className,
      List<String> inputs,
      List<Long> outputShape,
      List<String> becomes,
      Optional<String> reading,
      Optional<DimensionOrder> order) {
    /** Copies the lists. */
    public Layer {
      inputs = List.copyOf(inputs);
      outputShape = List.copyOf(outputShape);
      becomes = List.copyOf(becomes);
    }
  }

  /**
   * Returns the axis of the channels of a network input: that of the first layer behind it which
   * has an order of dimensions.
   *
   * @param input the input's name
   * @return 1 for channels first, the batch being 0; otherwise -1, the last
   */
  public int channelAxis(String input) {
    Set<String> reached = new HashSet<>(Set.of(input));
    for (Layer layer : layers) {
      if (layer.inputs().stream().anyMatch(reached::contains)) {
        if (layer.order().isPresent()) {
          return layer.order().get() == DimensionOrder.CHANNELS_FIRST ? 1 : -1;
        }
        reached.add(layer.name());
      }
    }
    return -1;
  }

  /**
   * Returns the shape that a network input takes.
   *
   * @param input the input's name
   * @return sizes without the batch dimension; -1 where any size is taken
   * @throws IllegalArgumentException if the network has no such input
   */
  public List<Long> inputShape(String input) {
    return layers.stream()
        .filter(layer -> layer.name().equals(input) && layer.inputs().isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + input
                        + "' is not an input; inputs are "
                        + network.getConfiguration().getNetworkInputs()))
        .outputShape();
  }
}
