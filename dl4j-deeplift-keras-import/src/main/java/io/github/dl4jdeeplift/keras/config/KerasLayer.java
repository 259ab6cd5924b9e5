package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.List;

/**
 * One layer of a Keras network, or one call of a layer that is called several times.
 *
 * @param name its name: that of the file, {@code conv/1}, {@code conv/2} and so on for a layer that
 *     is called several times, {@code outer/conv} for a layer of a model inside of the model
 * @param className its Keras class, such as {@code Conv1D}
 * @param config its options
 * @param inputs names of the layers whose outputs it takes, in order; none for an input layer
 * @param origin the name by which its weights are stored, which all its calls share: {@code conv},
 *     {@code outer/conv}
 * @param call its arguments
 */
public record KerasLayer(
    String name,
    String className,
    JsonNode config,
    List<String> inputs,
    String origin,
    KerasCall call) {
  /** The class of the layers through which data enters. */
  public static final String INPUT = "InputLayer";

  /** Copies the names. */
  public KerasLayer {
    inputs = List.copyOf(inputs);
  }

  /**
   * Makes a layer that is called once, on tensors alone, and has its own weights.
   *
   * @param name its name
   * @param className its Keras class
   * @param config its options
   * @param inputs names of the layers whose outputs it takes, in order
   */
  public KerasLayer(String name, String className, JsonNode config, List<String> inputs) {
    this(name, className, config, inputs, name, KerasCall.plain());
  }

  /** Returns whether data enters the network here. */
  public boolean isInput() {
    return className.equals(INPUT);
  }

  /**
   * Returns the layer that computes: the one inside of {@code TimeDistributed}, by this one's name,
   * or this one.
   */
  public KerasLayer computing() {
    if (!className.equals("TimeDistributed")) {
      return this;
    }
    JsonNode inner = config.path("layer");
    String innerClass = inner.path("class_name").asText();
    return new KerasLayer(name, innerClass, inner.path("config"), inputs, origin, call);
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
   * Returns the refusal of this layer on an input of a shape on which Keras does not build it.
   *
   * @param reason the shape and what it needs
   */
  public UnsupportedKerasModelException impossible(String reason) {
    return UnsupportedKerasModelException.ofShape("layer " + label() + ": " + reason);
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
