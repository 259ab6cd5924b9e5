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
  CAUSAL(ConvolutionMode.Causal);

  private final ConvolutionMode mode;

  Padding(ConvolutionMode mode) {
    this.mode = mode;
  }

  /** Reads the option {@code padding}; causal windows exist in one dimension only. */
  static Padding of(KerasLayer layer, LayerOptions options, boolean causalAllowed) {
    String text = options.text("padding");
    for (Padding padding : values()) {
      if (padding.name().toLowerCase(Locale.ROOT).equals(text)
          && (causalAllowed || padding != CAUSAL)) {
        return padding;
      }
    }
    throw layer.unsupported("padding '" + text + "' is not supported: rebuild it with 'same'");
  }

  /**
   * Returns Deeplearning4j's mode of a layer. Where strides are so long that windows leave gaps,
   * Keras starts at the first position, as without padding, and Deeplearning4j's own mode does not.
   *
   * @param layer the layer, for a refusal
   * @param input shape of its input
   * @param windows positions from the first to the last of a window, for each dimension
   * @param strides positions between windows, for each dimension
   */
  ConvolutionMode mode(
      KerasLayer layer, TensorShape input, List<Integer> windows, List<Integer> strides) {
    boolean gaps = false;
    boolean padded = false;
    for (int axis = 0; axis < windows.size() && this == SAME; axis++) {
      long missing = missing(input.size(axis), windows.get(axis), strides.get(axis));
      gaps |= missing < 0;
      padded |= missing > 0;
    }
    if (gaps && padded) {
      throw layer.unsupported(
          "its windows leave gaps along one dimension and need padding along another, or its input"
              + " has no fixed size: rebuild it with padding 'valid' behind a ZeroPadding layer");
    }
    return gaps ? VALID.mode : mode;
  }

  /** Returns the positions that windows need beyond the input; negative where they leave gaps. */
  private static long missing(long input, long window, long stride) {
    if (input == TensorShape.UNKNOWN) {
      // Without gaps Deeplearning4j's mode is right for any size.
      return window >= stride ? 1 : -1;
    }
    return (input + stride - 1) / stride * stride - stride + window - input;
  }

  /**
   * Returns the number of windows.
   *
   * @param layer the layer, for the refusal of an input that is too short
   * @param input number of positions, or unknown
   * @param window positions from the first to the last of a window
   * @param stride positions between windows
   */
  long windows(KerasLayer layer, long input, long window, long stride) {
    if (input == TensorShape.UNKNOWN) {
      return input;
    }
    if (this != VALID) {
      return (input + stride - 1) / stride;
    }
    if (input < window) {
      throw layer.unsupported(
          "its windows span " + window + " positions, but its input has " + input);
    }
    return (input - window) / stride + 1;
  }
}
