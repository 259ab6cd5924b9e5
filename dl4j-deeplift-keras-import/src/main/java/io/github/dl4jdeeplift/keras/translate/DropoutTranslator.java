package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/**
 * Layers that change values in training only: {@code Dropout}, {@code SpatialDropout1D} and {@code
 * 2D}, {@code GaussianDropout}, {@code GaussianNoise}, {@code AlphaDropout}.
 *
 * @param option the option that says how much
 * @param below what it must be less than
 * @param noise Deeplearning4j's form of it
 */
record DropoutTranslator(String option, double below, DoubleFunction<IDropout> noise)
    implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    double amount = options.number(option);
    if (!(amount >= 0 && amount < below)) {
      throw options.invalid(option, "a number of at least 0 and less than " + below);
    }
    options.ignore("noise_shape", "seed", "rng_type", "data_format");
    return Translation.of(new DropoutLayer(noise.apply(amount)), input);
  }
}
