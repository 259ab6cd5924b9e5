package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.ChannelsLastCropping1D;
import io.github.dl4jdeeplift.keras.layer.ChannelsLastZeroPadding1D;
import io.github.dl4jdeeplift.keras.layer.Spread;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/**
 * {@code ZeroPadding1D}, {@code Cropping1D} and their 2D and 3D forms. In one dimension
 * Deeplearning4j's layers would pad and crop the channels, so that layers of this library take
 * their place.
 */
enum ResizeTranslator implements SingleInputTranslator {
  ZERO_PADDING_1D("padding", 1, 1) {
    @Override
    Layer layer(List<Integer> cells) {
      return new ChannelsLastZeroPadding1D(cells.get(0), cells.get(1));
    }
  },
  CROPPING_1D("cropping", 1, -1) {
    @Override
    Layer layer(List<Integer> cells) {
      return new ChannelsLastCropping1D(cells.get(0), cells.get(1));
    }
  },
  ZERO_PADDING_2D("padding", 2, 1) {
    @Override
    Layer layer(List<Integer> cells) {
      return new ZeroPaddingLayer.Builder(array(cells)).dataFormat(CNN2DFormat.NHWC).build();
    }
  },
  CROPPING_2D("cropping", 2, -1) {
    @Override
    Layer layer(List<Integer> cells) {
      return new Cropping2D.Builder(array(cells)).dataFormat(CNN2DFormat.NHWC).build();
    }
  },
  ZERO_PADDING_3D("padding", 3, 1) {
    @Override
    Layer layer(List<Integer> cells) {
      return volumes(cells, 1);
    }
  },
  CROPPING_3D("cropping", 3, -1) {
    @Override
    Layer layer(List<Integer> cells) {
      return volumes(cells, -1);
    }
  };

  private final String option;
  private final int dimensions;
  private final int sign;

  ResizeTranslator(String option, int dimensions, int sign) {
    this.option = option;
    this.dimensions = dimensions;
    this.sign = sign;
  }

  /** Returns the layer that adds or cuts so many cells before and after each dimension. */
  abstract Layer layer(List<Integer> cells);

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    options.requireChannelsLast();
    List<Integer> cells = cells(options);
    TensorShape output = input;
    for (int axis = 0; axis < dimensions; axis++) {
      long size = input.size(axis);
      long resized = size + sign * (cells.get(2 * axis) + (long) cells.get(2 * axis + 1));
      if (size != TensorShape.UNKNOWN && resized < 1) {
        throw layer.impossible(option + " " + cells + " leaves nothing of its input " + input);
      }
      output = output.with(axis, size == TensorShape.UNKNOWN ? size : resized);
    }
    return Translation.of(layer(cells), output);
  }

  /** Keras writes [before, after], in two dimensions a list of two of them. */
  private List<Integer> cells(LayerOptions options) {
    List<Integer> cells = new ArrayList<>();
    if (dimensions == 1) {
      cells.addAll(options.integers(option, 0));
    } else {
      for (JsonNode pair : options.node(option)) {
        pair.forEach(cell -> cells.add(cell.canConvertToInt() ? cell.intValue() : -1));
      }
    }
    if (cells.size() != 2 * dimensions || cells.stream().anyMatch(cell -> cell < 0)) {
      throw options.invalid(option, 2 * dimensions + " whole numbers of at least 0");
    }
    return cells;
  }

  /** Deeplearning4j's own layers of volumes take channels first. */
  private static Layer volumes(List<Integer> cells, int sign) {
    int[] before = {sign * cells.get(0), sign * cells.get(2), sign * cells.get(4)};
    int[] after = {sign * cells.get(1), sign * cells.get(3), sign * cells.get(5)};
    return new Spread(new int[] {1, 1, 1}, before, after);
  }

  private static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
