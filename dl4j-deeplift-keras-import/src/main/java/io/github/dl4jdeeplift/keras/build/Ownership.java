package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.translate.Step;
import io.github.dl4jdeeplift.keras.translate.Step.LayerStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * Who else sees the array that a layer gets. Deeplearning4j's activation layers write their output
 * over their input; where that array is the caller's, an output of the network, or another layer's
 * input, they must get a copy.
 */
final class Ownership {
  private final TranslatedNetwork translated;
  private final Map<String, KerasLayer> layers = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  Ownership(TranslatedNetwork translated) {
    this.translated = translated;
    for (KerasLayer layer : translated.network().layers()) {
      layers.put(layer.name(), layer);
      layer.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
    translated.network().outputs().forEach(output -> uses.merge(output, 1, Integer::sum));
  }

  /** Returns whether a layer would write over an array that others see. */
  boolean needsCopy(KerasLayer layer) {
    return step(layer) instanceof LayerStep step
        && writesOverInput(step.layer())
        && !isItsAlone(layer.inputs().get(0));
  }

  private boolean isItsAlone(String source) {
    KerasLayer layer = layers.get(source);
    while (layer != null && !layer.isInput() && uses.getOrDefault(layer.name(), 0) == 1) {
      if (!handsItsInputOn(layer)) {
        return true;
      }
      layer = layers.get(layer.inputs().get(0));
    }
    return false;
  }

  private Step step(KerasLayer layer) {
    List<Step> steps = translated.translation(layer).steps();
    return steps.get(0);
  }

  private static boolean writesOverInput(Layer layer) {
    return layer instanceof PReLULayer || (layer instanceof ActivationLayer && !isIdentity(layer));
  }

  private boolean handsItsInputOn(KerasLayer layer) {
    return step(layer) instanceof LayerStep step && handsItsInputOn(step.layer());
  }

  private static boolean handsItsInputOn(Layer given) {
    return given instanceof DropoutLayer || given instanceof Cropping2D || isIdentity(given);
  }

  private static boolean isIdentity(Layer layer) {
    return layer instanceof ActivationLayer activation
        && activation.getActivationFn() instanceof ActivationIdentity;
  }
}
