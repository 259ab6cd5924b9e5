package io.github.dl4jdeeplift.keras.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the configuration that Keras 3 writes, and Keras 2 in {@code .keras} files, into that of
 * Keras 2. Objects say their module there, calls are arguments, input layers have a {@code
 * batch_shape}, and Keras's operations on tensors stand between the layers.
 */
final class Keras3Dialect {
  /**
   * Put before the class of an operation on tensors, which may be called as a layer is: {@code
   * keras.ops.add} and {@code Add} are different things.
   */
  static final String OPERATION = "ops.";

  private static final String CLASS = "class_name";
  private static final String CONFIG = "config";
  private static final String INPUT = "InputLayer";

  /** Options that Keras 2 does not have, with the value that leaves the layer as it is there. */
  private static final Map<String, String> NEUTRAL =
      Map.ofEntries(
          Map.entry("quantization_config", "null"),
          Map.entry("optional", "false"),
          Map.entry("use_gate", "false"),
          Map.entry("sliding_window", "null"),
          Map.entry("flash_attention", "null"),
          Map.entry("zero_output_for_mask", "false"),
          Map.entry("renorm", "false"),
          Map.entry("renorm_clipping", "null"));

  /** Options that choose between ways to compute the same, or seed what only training draws. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("seed", "use_cudnn", "renorm_momentum");

  private static final Set<String> ACTIVATIONS = Set.of("activation", "recurrent_activation");

  private Keras3Dialect() {}

  /**
   * Rewrites a model, a layer or another object of Keras where it stands, and all inside of it.
   *
   * @param object the object, with its class and its configuration
   * @param major version of Keras that wrote it
   */
  static void rewrite(ObjectNode object, int major) {
    requireKerasClass(object);
    if (object.path(CONFIG) instanceof ObjectNode config) {
      if (isOperation(object, config, major)) {
        object.put(CLASS, OPERATION + object.path(CLASS).asText());
      } else {
        options(object.path(CLASS).asText(), config, major);
      }
      inside(config, major);
    }
    InboundNodes.rewrite(object);
  }

  private static void inside(ObjectNode config, int major) {
    for (Map.Entry<String, JsonNode> option : List.copyOf(config.properties())) {
      JsonNode value = option.getValue();
      rewriteObject(value, major);
      value.forEach(element -> rewriteObject(element, major));
    }
    if (config.path("backward_layer") instanceof ObjectNode backward) {
      BackwardLayer.removeIfMirrored(config, backward);
    }
  }

  private static void rewriteObject(JsonNode value, int major) {
    if (value instanceof ObjectNode object && object.has(CLASS) && object.has(CONFIG)) {
      rewrite(object, major);
    }
  }

  /** A registered class of somebody's own may have the name of one of Keras's. */
  private static void requireKerasClass(ObjectNode object) {
    String registered = object.path("registered_name").asText("");
    if (registered.contains(">")) {
      throw new UnsupportedKerasModelException(
          "'"
              + object.path(CONFIG).path("name").asText(object.path("name").asText())
              + "' is of the class '"
              + registered
              + "', which is not Keras's own: replace it by layers of Keras and save the model again");
    }
  }

  /** Every layer says whether it is trainable, and no operation does. */
  private static boolean isOperation(ObjectNode object, ObjectNode config, int major) {
    String module = object.path("module").asText("");
    boolean unnamed =
        module.isEmpty()
            && object.has("inbound_nodes")
            && !config.has("trainable")
            && !object.path(CLASS).asText().equals(INPUT);
    return module.startsWith("keras.src.ops") || (major >= 3 && unnamed);
  }

  private static void options(String className, ObjectNode config, int major) {
    NEUTRAL.forEach(
        (key, value) -> {
          if (config.has(key) && config.path(key).toString().equals(value)) {
            config.remove(key);
          }
        });
    config.remove(WITHOUT_EFFECT);
    if (className.equals(INPUT)) {
      rename(config, "batch_shape", "batch_input_shape");
    }
    if (className.equals("LeakyReLU")) {
      rename(config, "negative_slope", "alpha");
    }
    if (major >= 3 && className.equals("UnitNormalization")) {
      config.put("smallest_square", 1e-24); // Keras 2 bounds the square of the length, 3 the length
    }
    if (major >= 3) {
      ACTIVATIONS.forEach(key -> nameHardSigmoid(config, key));
    }
  }

  private static void rename(ObjectNode config, String from, String to) {
    if (config.has(from) && !config.has(to)) {
      config.set(to, config.remove(from));
    }
  }

  /** relu6(x + 3) / 6, where Keras 1 and 2 have 0.2 x + 0.5 between 0 and 1 under that name. */
  private static void nameHardSigmoid(ObjectNode config, String key) {
    if (config.path(key).asText().equals("hard_sigmoid")) {
      config.put(key, "hard_sigmoid of Keras 3");
    }
  }
}
