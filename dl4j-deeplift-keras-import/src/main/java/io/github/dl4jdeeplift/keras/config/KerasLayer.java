package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.List;

/**
 * One layer of a Keras network.
 *
 * @param name its name in the file
 * @param className its Keras class, such as {@code Conv1D}
 * @param config its options
 * @param inputs names of the layers whose outputs it takes, in order; none for an input layer
 */
public record KerasLayer(String name, String className, JsonNode config, List<String> inputs) {
  /** The class of the layers through which data enters. */
  public static final String INPUT = "InputLayer";

  /** Copies the names. */
  public KerasLayer {
    inputs = List.copyOf(inputs);
  }

  /** Returns whether data enters the network here. */
  public boolean isInput() {
    return className.equals(INPUT);
  }

  /** Returns the options, none of them read yet. */
  public LayerOptions options() {
    return new LayerOptions(this);
  }

  /** Returns the layer as messages name it, such as {@code 'conv1d_1' (Conv1D)}. */
  public String label() {
    return "'" + name + "' (" + className + ")";
  }

  /**
   * Returns the refusal of this layer.
   *
   * @param reason what it asks for that cannot be done, and the way out
   */
  public UnsupportedKerasModelException unsupported(String reason) {
    return new UnsupportedKerasModelException("layer " + label() + ": " + reason);
  }
}
