package io.github.dl4jdeeplift.keras.config;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a Keras network and how they are connected.
 *
 * @param layers all layers, each after those whose outputs it takes
 * @param inputs names of the input layers, in the order in which the network takes them
 * @param outputs names of the layers whose values the network returns, in order
 * @param weightGroups how the weights are stored
 */
public record KerasNetwork(
    List<KerasLayer> layers,
    List<String> inputs,
    List<String> outputs,
    List<WeightGroup> weightGroups) {
  /**
   * The weights that a file stores under one name: a layer's, or those of all layers of a model
   * inside of the model.
   *
   * @param name the name
   * @param members the layers, in the model's order
   */
  public record WeightGroup(String name, List<Member> members) {
    /**
     * A layer of such a group.
     *
     * @param origin the layer's {@link KerasLayer#origin}
     * @param trainable whether it is trained: weights that are not come last in a group
     */
    public record Member(String origin, boolean trainable) {}
  }

  /** Copies the lists. */
  public KerasNetwork {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    weightGroups = List.copyOf(weightGroups);
  }

  /**
   * Makes a network of layers in any order.
   *
   * @param layers all layers
   * @param inputs names of the input layers
   * @param outputs names of the output layers
   * @param weightGroups how the weights are stored
   * @throws UnreadableKerasFileException if a name is given twice or belongs to no layer, if layers
   *     take one another's outputs in a circle, or if a layer leads to no output
   * @throws UnsupportedKerasModelException if no layer takes an input
   */
  public static KerasNetwork of(
      List<KerasLayer> layers,
      List<String> inputs,
      List<String> outputs,
      List<WeightGroup> weightGroups) {
    Map<String, KerasLayer> byName = byName(layers);
    KerasNetwork network = new KerasNetwork(inOrder(byName), inputs, outputs, weightGroups);
    network.requireInputs(byName);
    network.requireOutputs(byName);
    return network;
  }

  private static Map<String, KerasLayer> byName(List<KerasLayer> layers) {
    Map<String, KerasLayer> byName = new LinkedHashMap<>();
    for (KerasLayer layer : layers) {
      if (byName.put(layer.name(), layer) != null) {
        throw invalid("has two layers named '" + layer.name() + "'");
      }
    }
    return byName;
  }

  private static List<KerasLayer> inOrder(Map<String, KerasLayer> byName) {
    Map<String, KerasLayer> waiting = new LinkedHashMap<>(byName);
    Map<String, KerasLayer> ordered = new LinkedHashMap<>();
    while (!waiting.isEmpty()) {
      for (KerasLayer layer : waiting.values()) {
        if (ordered.keySet().containsAll(layer.inputs())) {
          ordered.put(layer.name(), layer);
        }
      }
      if (!waiting.keySet().removeAll(ordered.keySet())) {
        throw unconnected(waiting, byName);
      }
    }
    return List.copyOf(ordered.values());
  }

  private static UnreadableKerasFileException unconnected(
      Map<String, KerasLayer> waiting, Map<String, KerasLayer> byName) {
    for (KerasLayer layer : waiting.values()) {
      for (String input : layer.inputs()) {
        if (!byName.containsKey(input)) {
          return invalid(layer.label() + " takes the output of '" + input + "', which is no layer");
        }
      }
    }
    return invalid("has layers that take one another's outputs in a circle: " + waiting.keySet());
  }

  private void requireInputs(Map<String, KerasLayer> byName) {
    List<String> found =
        layers.stream().filter(KerasLayer::isInput).map(KerasLayer::name).sorted().toList();
    if (inputs.isEmpty() || !found.equals(inputs.stream().sorted().toList())) {
      throw invalid("lists the inputs " + inputs + ", but its input layers are " + found);
    }
    for (KerasLayer layer : byName.values()) {
      if (!layer.isInput() && layer.inputs().isEmpty()) {
        throw invalid(layer.label() + " takes no input");
      }
    }
  }

  private void requireOutputs(Map<String, KerasLayer> byName) {
    if (outputs.isEmpty() || new HashSet<>(outputs).size() < outputs.size()) {
      throw invalid("lists the outputs " + outputs + "; one at least is needed, each once");
    }
    if (!byName.keySet().containsAll(outputs)) {
      throw invalid("lists the outputs " + outputs + ", but not all of them are layers");
    }
    Set<String> used = new HashSet<>(outputs);
    layers.forEach(layer -> used.addAll(layer.inputs()));
    for (KerasLayer layer : layers) {
      if (!used.contains(layer.name()) && layer.isInput()) {
        throw layer.unsupported(
            "no layer takes this input: build the model without it and save it again");
      }
      if (!used.contains(layer.name()) && layer.origin().contains("/")) {
        throw layer.unsupported(
            "the model that it is in has outputs that are not used: build that model without them,"
                + " set its weights and save it again");
      }
      if (!used.contains(layer.name())) {
        throw invalid(layer.label() + " leads to no output");
      }
    }
  }

  private static UnreadableKerasFileException invalid(String reason) {
    return new UnreadableKerasFileException("the configuration " + reason);
  }
}
