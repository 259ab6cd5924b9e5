package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;

/**
 * The windows of a convolution or a pooling layer along one dimension.
 *
 * @param size positions of the input, or {@link TensorShape#UNKNOWN}
 * @param span positions from the first to the last of a window
 * @param stride positions between the starts of windows
 */
record WindowAxis(long size, long span, long stride) {
  boolean isKnown() {
    return size != TensorShape.UNKNOWN;
  }

  /** Returns whether there may be positions between two windows. */
  boolean mayLeaveGaps() {
    return stride > span;
  }

  /**
   * Returns the number of windows.
   *
   * @param layer the layer, for the refusal of an input that is too short
   * @param padding which windows are taken
   */
  long windows(KerasLayer layer, Padding padding) {
    if (!isKnown()) {
      return TensorShape.UNKNOWN;
    }
    if (padding != Padding.VALID) {
      return asManyAsFit();
    }
    if (size < span) {
      throw layer.impossible("its windows span " + span + " positions, but its input has " + size);
    }
    return (size - span) / stride + 1;
  }

  /**
   * Returns the zeros that "same" windows need; negative where the input is longer than they are.
   */
  long zerosNeeded() {
    return (asManyAsFit() - 1) * stride + span - size;
  }

  private long asManyAsFit() {
    return (size + stride - 1) / stride;
  }
}
