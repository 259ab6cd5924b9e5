package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Value;

/** Random inputs of a network, of all formats. */
@SuppressWarnings("EnumOrdinal") // the first five formats
record RandomInputs(RandomLayers layers, NetworkSketch sketch) {
  private Format format() {
    return switch (layers.random().nextInt(14)) {
      case 0 -> Format.VOLUME;
      case 1 -> Format.INDICES;
      default -> Format.values()[layers.random().nextInt(5)];
    };
  }

  Value add() {
    Format format = format();
    int channels = layers.between(1, 4);
    return switch (format) {
      case VECTOR -> sketch.addInput(format, layers.between(1, 6));
      case NCW -> sketch.addInput(format, channels, layers.between(4, 10));
      case NWC -> sketch.addInput(format, layers.between(4, 10), channels);
      case NCHW -> sketch.addInput(format, channels, layers.between(3, 7), layers.between(3, 6));
      case NHWC -> sketch.addInput(format, layers.between(3, 7), layers.between(3, 6), channels);
      case VOLUME ->
          sketch.addInput(
              format,
              layers.between(1, 2),
              layers.between(2, 3),
              layers.between(2, 3),
              layers.between(2, 4));
      case INDICES -> sketch.addInput(format, layers.between(1, 6));
    };
  }
}
