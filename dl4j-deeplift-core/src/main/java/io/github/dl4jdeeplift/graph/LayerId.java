package io.github.dl4jdeeplift.graph;

/**
 * Which layer of the user's network a node came from, as messages name it.
 *
 * @param name the layer's or vertex's name
 * @param index its place in the network
 * @param type simple name of its configuration class
 */
public record LayerId(String name, int index, String type) {
  @Override
  public String toString() {
    return "'" + name + "' (index " + index + ", " + type + ")";
  }
}
