package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.KerasActivation;
import io.github.dl4jdeeplift.keras.layer.KerasActivation.Function;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Keras's activation functions by name. Deeplearning4j has no exponential, neither of its two
 * approximations of gelu is Keras's function, and its softplus is infinite above 88 in 32 bit.
 */
final class Activations {
  /** By name, {@code leaky_relu} is TensorFlow's function, not Keras's layer of slope 0.3. */
  private static final double TENSORFLOW_SLOPE = 0.2;

  private static final Map<String, Supplier<IActivation>> BY_NAME =
      Map.ofEntries(
          Map.entry("linear", ActivationIdentity::new),
          Map.entry("relu", ActivationReLU::new),
          Map.entry("relu6", ActivationReLU6::new),
          Map.entry("leaky_relu", () -> new ActivationLReLU(TENSORFLOW_SLOPE)),
          Map.entry("elu", ActivationELU::new),
          Map.entry("selu", ActivationSELU::new),
          Map.entry("softplus", () -> new KerasActivation(Function.SOFTPLUS)),
          Map.entry("gelu", () -> new KerasActivation(Function.GELU)),
          Map.entry("exponential", () -> new KerasActivation(Function.EXPONENTIAL)),
          Map.entry("hard_sigmoid of Keras 3", () -> new KerasActivation(Function.HARD_SIGMOID)),
          Map.entry("hard_silu", () -> new KerasActivation(Function.HARD_SWISH)),
          Map.entry("hard_swish", () -> new KerasActivation(Function.HARD_SWISH)),
          Map.entry("log_sigmoid", () -> new KerasActivation(Function.LOG_SIGMOID)),
          Map.entry("hard_tanh", ActivationHardTanH::new),
          Map.entry("celu", ActivationELU::new), // by name both are of slope 1
          Map.entry("soft_shrink", () -> new KerasActivation(Function.SOFT_SHRINK)),
          Map.entry("hard_shrink", () -> new KerasActivation(Function.HARD_SHRINK)),
          Map.entry("tanh_shrink", () -> new KerasActivation(Function.TANH_SHRINK)),
          Map.entry("squareplus", () -> new KerasActivation(Function.SQUAREPLUS)),
          Map.entry("sparse_plus", () -> new KerasActivation(Function.SPARSE_PLUS)),
          Map.entry("sparse_sigmoid", () -> new KerasActivation(Function.SPARSE_SIGMOID)),
          Map.entry("softsign", ActivationSoftSign::new),
          Map.entry("softmax", ActivationSoftmax::new),
          Map.entry("sigmoid", ActivationSigmoid::new),
          Map.entry("hard_sigmoid", ActivationHardSigmoid::new),
          Map.entry("tanh", ActivationTanH::new),
          Map.entry("swish", ActivationSwish::new),
          Map.entry("silu", ActivationSwish::new),
          Map.entry("mish", ActivationMish::new));

  private Activations() {}

  /**
   * Returns the function of the option {@code activation}: a name, or a layer that stands for one.
   *
   * @param layer the layer
   * @param options its options
   * @param shape shape of what the function is applied to
   */
  static IActivation of(KerasLayer layer, LayerOptions options, TensorShape shape) {
    return of(layer, options, "activation", shape);
  }

  /**
   * Returns the function of an option: a name, or a layer that stands for one.
   *
   * @param layer the layer
   * @param options its options
   * @param key the option
   * @param shape shape of what the function is applied to
   */
  static IActivation of(KerasLayer layer, LayerOptions options, String key, TensorShape shape) {
    JsonNode node = options.node(key);
    if (node.isNull()) {
      return new ActivationIdentity();
    }
    return node.isObject() ? nested(layer, node, shape) : named(layer, options.text(key));
  }

  /** Functions of several channels that no layer of Deeplearning4j applies, and what to do. */
  private static final Map<String, String> OF_CHANNELS =
      Map.of(
          "log_softmax", "its outputs are logarithms of softmax's: use softmax, or the logits",
          "glu", "it halves the channels: multiply two layers, one of them with sigmoid",
          "sparsemax", "it sorts the channels and has no closed secant: use softmax");

  private static IActivation named(KerasLayer layer, String name) {
    String reason = OF_CHANNELS.get(name);
    if (reason != null) {
      throw layer.unsupported("activation '" + name + "' is not supported, since " + reason);
    }
    Supplier<IActivation> function = BY_NAME.get(name);
    if (function == null) {
      throw layer.unsupported(
          "activation '"
              + name
              + "' has no faithful counterpart in Deeplearning4j; supported are "
              + new TreeSet<>(BY_NAME.keySet()));
    }
    return function.get();
  }

  /** Such as {@code Dense(8, activation=LeakyReLU(0.1))}. */
  private static IActivation nested(KerasLayer layer, JsonNode node, TensorShape shape) {
    String className = node.path("class_name").asText();
    ActivationLayerTranslator translator = ActivationLayerTranslator.byClass(className);
    if (translator == null || !node.path("config").isObject()) {
      throw layer.unsupported("activation " + node + " is not supported");
    }
    KerasLayer function = new KerasLayer(layer.name(), className, node.path("config"), List.of());
    LayerOptions functionOptions = function.options();
    IActivation activation = translator.function(function, functionOptions, shape);
    functionOptions.refuseUnread();
    return activation;
  }
}
