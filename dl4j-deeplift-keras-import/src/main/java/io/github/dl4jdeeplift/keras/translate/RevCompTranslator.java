package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.config.RevCompLayers;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layers of {@code keras-genomics}, which keep weights for one strand: the channel of the other
 * strand that belongs to channel i is the i-th from the end. They are Keras's own layers with the
 * weights of both strands.
 */
enum RevCompTranslator implements SingleInputTranslator {
  /** Kernels and, behind them, the same in the opposite order along all three dimensions. */
  CONVOLUTION("RevCompConv1D") {
    @Override
    Translation plain(KerasLayer layer, LayerOptions options, TensorShape input) {
      return new ConvolutionTranslator(1).translate(layer, options, input);
    }

    @Override
    KerasLayer both(KerasLayer layer) {
      ObjectNode config = layer.config().deepCopy();
      config.put("filters", 2L * layer.options().size("filters"));
      config.remove(RevCompLayers.FACTOR);
      return withConfig(layer, config);
    }

    @Override
    WeightSlot slot(KerasLayer layer, WeightSlot slot, TensorShape input) {
      List<Long> stored = new ArrayList<>(slot.shape());
      int last = stored.size() - 1;
      stored.set(last, stored.get(last) / 2);
      double factor = last == 0 ? 1 : layer.config().path(RevCompLayers.FACTOR).asDouble(1);
      return slot.storedAs(stored, array -> joined(array, last).mul(factor));
    }
  },
  /** The same means and variances for both strands. */
  BATCH_NORMALIZATION("RevCompConv1DBatchNorm") {
    @Override
    Translation plain(KerasLayer layer, LayerOptions options, TensorShape input) {
      input.requireRank(layer, 2, 2);
      if (Axes.dimension(layer, Axes.read(options, "axis").get(0), input) != 1) {
        throw layer.unsupported("its axis is not that of the channels");
      }
      return new BatchNormalizationTranslator().translate(layer, options, input);
    }

    @Override
    WeightSlot slot(KerasLayer layer, WeightSlot slot, TensorShape input) {
      return slot.storedAs(List.of(slot.shape().get(0) / 2), array -> joined(array, 0));
    }
  },
  /** A dense layer on all positions, of which the last has the first one's weights in reverse. */
  DENSE("DenseAfterRevcompConv1D") {
    @Override
    Translation plain(KerasLayer layer, LayerOptions options, TensorShape input) {
      input.requireRank(layer, 2, 2);
      input.requireKnown(layer);
      TensorShape flat = TensorShape.of(input.length());
      return Reshapes.to(flat).then(new DenseTranslator().translate(layer, options, flat));
    }

    @Override
    WeightSlot slot(KerasLayer layer, WeightSlot slot, TensorShape input) {
      if (slot.shape().size() == 1) {
        return slot;
      }
      long positions = input.size(0);
      long units = slot.shape().get(1);
      long half = input.size(1) / 2;
      return slot.storedAs(
          List.of(positions * half, units),
          array -> {
            INDArray rows = array.dup('c').reshape('c', new long[] {positions, half, units});
            return Nd4j.concat(1, rows, reversed(array, (int) units).reshape('c', rows.shape()))
                .reshape('c', new long[] {positions * half * 2, units});
          });
    }
  };

  private final String className;

  RevCompTranslator(String className) {
    this.className = className;
  }

  /** Returns the class. */
  String className() {
    return className;
  }

  /** Translates the layer of Keras with the weights of both strands. */
  abstract Translation plain(KerasLayer layer, LayerOptions options, TensorShape input);

  /** Returns the place of an array of one strand. */
  abstract WeightSlot slot(KerasLayer layer, WeightSlot slot, TensorShape input);

  /** Returns the layer with the options that it has for both strands. */
  KerasLayer both(KerasLayer layer) {
    return layer;
  }

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    layer.config().fieldNames().forEachRemaining(options::ignore);
    KerasLayer both = both(layer);
    LayerOptions ofBoth = both.options();
    Translation translation = plain(both, ofBoth, input);
    ofBoth.refuseUnread();
    if (this != CONVOLUTION && input.channels() % 2 != 0) {
      throw layer.unsupported("its input " + input + " has no channels of two strands");
    }
    return translation.withWeights(
        translation.weights().stream().map(slot -> slot(layer, slot, input)).toList());
  }

  private static KerasLayer withConfig(KerasLayer layer, ObjectNode config) {
    return new KerasLayer(
        layer.name(), layer.className(), config, layer.inputs(), layer.origin(), layer.call());
  }

  /** Returns an array with the other strand's behind it along a dimension. */
  private static INDArray joined(INDArray array, int dimension) {
    return Nd4j.concat(dimension, array.dup('c'), reversed(array, 1));
  }

  /** Returns an array's blocks of so many numbers in the opposite order. */
  private static INDArray reversed(INDArray array, int block) {
    double[] numbers = array.dup('c').castTo(DataType.DOUBLE).data().asDouble();
    double[] turned = new double[numbers.length];
    for (int place = 0; place < numbers.length; place += block) {
      System.arraycopy(numbers, place, turned, numbers.length - block - place, block);
    }
    return Nd4j.createFromArray(turned).castTo(array.dataType()).reshape('c', array.shape());
  }
}
