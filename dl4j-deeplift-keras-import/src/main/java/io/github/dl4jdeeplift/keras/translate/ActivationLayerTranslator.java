package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/**
 * Layers that apply a function without weights: {@code Activation}, {@code LeakyReLU}, {@code
 * ReLU}, {@code ELU}, {@code ThresholdedReLU}, {@code Softmax}, {@code ActivityRegularization}; an
 * {@code ActivationLayer} each.
 */
enum ActivationLayerTranslator implements SingleInputTranslator {
  ACTIVATION("Activation") {
    @Override
    IActivation function(KerasLayer layer, LayerOptions options, TensorShape shape) {
      return Activations.of(layer, options, shape);
    }
  },
  LEAKY_RELU("LeakyReLU") {
    @Override
    IActivation function(KerasLayer layer, LayerOptions options, TensorShape shape) {
      return new ActivationLReLU(options.number("alpha"));
    }
  },
  ELU("ELU") {
    @Override
    IActivation function(KerasLayer layer, LayerOptions options, TensorShape shape) {
      return new ActivationELU(options.number("alpha"));
    }
  },
  THRESHOLDED_RELU("ThresholdedReLU") {
    @Override
    IActivation function(KerasLayer layer, LayerOptions options, TensorShape shape) {
      return new ActivationThresholdedReLU(options.number("theta"));
    }
  },
  RELU("ReLU") {
    @Override
    IActivation function(KerasLayer layer, LayerOptions options, TensorShape shape) {
      Double cap = options.has("max_value") ? (Double) options.number("max_value") : null;
      double threshold = options.number("threshold", 0);
      double slope = options.number("negative_slope", 0);
      options.ignore("max_value");
      boolean plain = threshold == 0 && slope == 0;
      return plain
          ? new ActivationReLU(cap, null, null)
          : new ActivationReLU(cap, threshold, slope);
    }
  },
  SOFTMAX("Softmax") {
    @Override
    IActivation function(KerasLayer layer, LayerOptions options, TensorShape shape) {
      if (dimension(layer, options, shape) != shape.rank() - 1) {
        throw layer.unsupported(
            "its axis is not the last: put Permute layers around it and save it again");
      }
      return new ActivationSoftmax();
    }

    @Override
    public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
      return LastAxis.around(
          dimension(layer, options, input),
          input,
          shape -> Translation.of(new ActivationLayer(new ActivationSoftmax()), shape));
    }

    private int dimension(KerasLayer layer, LayerOptions options, TensorShape shape) {
      List<Integer> axes = Axes.read(options, "axis");
      if (axes.size() != 1) {
        throw layer.unsupported("it is over the dimensions " + axes + ": only one is supported");
      }
      return Axes.dimension(layer, axes.get(0), shape);
    }
  },
  ACTIVITY_REGULARIZATION("ActivityRegularization") {
    @Override
    IActivation function(KerasLayer layer, LayerOptions options, TensorShape shape) {
      options.ignore("l1", "l2");
      return new ActivationIdentity();
    }
  };

  private final String className;

  ActivationLayerTranslator(String className) {
    this.className = className;
  }

  /** Returns the translator of a class of Keras, or null where it is none of these. */
  static @Nullable ActivationLayerTranslator byClass(String className) {
    for (ActivationLayerTranslator translator : values()) {
      if (translator.className.equals(className)) {
        return translator;
      }
    }
    return null;
  }

  /** Returns the class of Keras. */
  String className() {
    return className;
  }

  /** Returns the function that the layer applies. */
  abstract IActivation function(KerasLayer layer, LayerOptions options, TensorShape shape);

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    return Translation.of(new ActivationLayer(function(layer, options, input)), input);
  }
}
