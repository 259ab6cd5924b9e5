package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as the file describes it: layers, each with its calls; models inside of it are layers.
 *
 * @param layers the layers in the file's order
 * @param inputs the tensors that enter
 * @param outputs the tensors that are returned
 * @param trainable whether the model as a whole is trained, which decides the order of its weights
 */
record ModelPlan(
    List<LayerPlan> layers, List<TensorPlan> inputs, List<TensorPlan> outputs, boolean trainable) {
  ModelPlan {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A tensor of the model.
   *
   * @param layer name of the layer that gives it
   * @param call number of the call, 0 for the first; as the file has it
   * @param output number of the layer's output
   */
  record TensorPlan(String layer, int call, int output) {}

  /**
   * A call.
   *
   * @param inputs the tensors that it takes
   * @param arguments its arguments, tensors by their place
   */
  record CallPlan(List<TensorPlan> inputs, KerasCall arguments) {
    CallPlan {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * A layer.
   *
   * @param name its name
   * @param className its Keras class
   * @param config its options
   * @param calls its calls; none for an input layer
   * @param model the model that it is, or null where it is none
   */
  record LayerPlan(
      String name,
      String className,
      JsonNode config,
      List<CallPlan> calls,
      @Nullable ModelPlan model) {
    LayerPlan {
      calls = List.copyOf(calls);
    }

    LayerPlan withCalls(List<CallPlan> others) {
      return new LayerPlan(name, className, config, others, model);
    }

    boolean isInput() {
      return className.equals(KerasLayer.INPUT);
    }

    boolean isTrainable() {
      return config.path("trainable").asBoolean(true);
    }

    /** Returns the layer as messages name it. */
    String label() {
      return unconnected().label();
    }

    /** Returns the layer without its calls, for messages. */
    KerasLayer unconnected() {
      return new KerasLayer(name, className, config, List.of());
    }
  }
}
