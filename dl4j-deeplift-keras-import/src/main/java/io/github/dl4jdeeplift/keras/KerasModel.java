package io.github.dl4jdeeplift.keras;

import java.util.List;
import java.util.Optional;
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
   * @param outputShape sizes of its output without the batch dimension, channels last; -1 where the
   *     model takes any size
   * @param becomes Deeplearning4j's classes that it became, in the order in which data goes through
   *     them, such as {@code ConvolutionLayer}; none for an input layer
   * @param reading what a {@code Lambda} layer's code was read as, in Python's words; empty for
   *     other layers and where the user gave the meaning
   */
  public record Layer(
      String name,
      String className,
      List<String> inputs,
      List<Long> outputShape,
      List<String> becomes,
      Optional<String> reading) {
    /** Copies the lists. */
    public Layer {
      inputs = List.copyOf(inputs);
      outputShape = List.copyOf(outputShape);
      becomes = List.copyOf(becomes);
    }
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
