package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** Which windows a convolution or a pooling layer takes at the ends. */
enum Padding {
  /** Only windows that lie within the input. */
  VALID(ConvolutionMode.Truncate),
  /** As many windows as strides fit; zeros before and after, one more after. */
  SAME(ConvolutionMode.Same),
  /** As many windows as strides fit; zeros before only. */
  CAUSAL(ConvolutionMode.Causal),
  /** As many windows as strides fit; zeros before and after, one more before. */
  SAME_OF_THEANO(ConvolutionMode.Truncate);

  private final ConvolutionMode mode;

  Padding(ConvolutionMode mode) {
    this.mode = mode;
  }

  /** Returns the option's value; other characters than Keras writes stand for Theano's own. */
  private String text() {
    return this == SAME_OF_THEANO ? "same of Theano" : name().toLowerCase(Locale.ROOT);
  }

  /** Reads the option {@code padding}; causal windows exist in one dimension only. */
  static Padding of(KerasLayer layer, LayerOptions options, boolean causalAllowed) {
    String text = options.text("padding");
    for (Padding padding : values()) {
      if (padding.text().equals(text) && (causalAllowed || padding != CAUSAL)) {
        return padding;
      }
    }
    throw layer.unsupported("padding '" + text + "' is not supported: rebuild it with 'same'");
  }

  /**
   * Returns Deeplearning4j's mode that gives the same windows.
   *
   * <p>Where strides leave positions between windows, so that "same" windows need no zeros, its
   * mode of that name places them wrong, without an error; they are then the valid windows.
   *
   * @param layer the layer, for the refusal of windows that no mode gives
   * @param axes the windows along each dimension
   */
  ConvolutionMode mode(KerasLayer layer, List<WindowAxis> axes) {
    if (this != SAME || axes.stream().noneMatch(WindowAxis::mayLeaveGaps)) {
      return mode;
    }
    if (axes.stream().allMatch(axis -> axis.isKnown() && axis.zerosNeeded() <= 0)) {
      return ConvolutionMode.Truncate;
    }
    // One position too many is halved to none.
    if (axes.stream().allMatch(axis -> axis.isKnown() && axis.zerosNeeded() >= -1)) {
      return mode;
    }
    throw layer.unsupported(
        "padding 'same' with strides that are longer than the windows is not supported for this"
            + " shape of input: rebuild it with 'valid'");
  }
}
