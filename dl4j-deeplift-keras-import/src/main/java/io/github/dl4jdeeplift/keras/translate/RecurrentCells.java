package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.Gru;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/** The recurrent layers of Keras. */
final class RecurrentCells {
  /** Deeplearning4j's blocks are candidate, forget, output and input gate; Keras's i, f, c, o. */
  private static final int[] LSTM_BLOCKS = {2, 1, 3, 0};

  private static final int[] GRU_BLOCKS = {0, 1, 2};

  private RecurrentCells() {}

  static RecurrentCell simple(KerasLayer layer, LayerOptions options, int channels) {
    int units = options.size("units");
    SimpleRnn cell =
        new SimpleRnn.Builder()
            .nIn(channels)
            .nOut(units)
            .weightInit(WeightInit.ZERO)
            .biasInit(0)
            .updater(new NoOp())
            .activation(activation(layer, options, "activation", units))
            .build();
    cell.setRnnDataFormat(RNNFormat.NWC);
    Slots slots = new Slots(channels, units, new int[] {0});
    return slots.cell(cell, options.flag("use_bias"));
  }

  static RecurrentCell lstm(KerasLayer layer, LayerOptions options, int channels) {
    int units = options.size("units");
    options.ignore("unit_forget_bias");
    LSTM cell =
        lstm(
            channels,
            units,
            activation(layer, options, "activation", units),
            activation(layer, options, "recurrent_activation", units));
    return new Slots(channels, units, LSTM_BLOCKS).cell(cell, options.flag("use_bias"));
  }

  private static LSTM lstm(int channels, int units, IActivation activation, IActivation gate) {
    LSTM cell =
        new LSTM.Builder()
            .nIn(channels)
            .nOut(units)
            .weightInit(WeightInit.ZERO)
            .biasInit(0)
            .updater(new NoOp())
            .forgetGateBiasInit(0)
            .activation(activation)
            .gateActivationFunction(gate)
            .build();
    cell.setRnnDataFormat(RNNFormat.NWC);
    return cell;
  }

  /** The functions are fixed, and kernels and biases are stored as cuDNN takes them. */
  static RecurrentCell fusedLstm(KerasLayer layer, LayerOptions options, int channels) {
    int units = options.size("units");
    options.ignore("unit_forget_bias");
    LSTM cell = lstm(channels, units, new ActivationTanH(), new ActivationSigmoid());
    Slots slots = new Slots(channels, units, LSTM_BLOCKS);
    UnaryOperator<INDArray> summed =
        bias -> slots.blocks(bias.reshape('c', new long[] {2, 4L * units}).sum(0));
    WeightSlot bias = WeightSlot.arranged("bias", "b", summed, 8L * units);
    return new RecurrentCell(cell, units, slots.fused(bias), Set.of());
  }

  static RecurrentCell gru(KerasLayer layer, LayerOptions options, int channels) {
    int units = options.size("units");
    boolean resetAfter = options.flag("reset_after", false);
    Gru cell =
        new Gru(
            channels,
            units,
            activation(layer, options, "activation", units),
            activation(layer, options, "recurrent_activation", units),
            resetAfter);
    Slots slots = new Slots(channels, units, GRU_BLOCKS);
    if (!options.flag("use_bias")) {
      return slots.cell(cell, false);
    }
    WeightSlot bias =
        resetAfter
            ? WeightSlot.same("bias", "b", 2, 3L * units)
            : WeightSlot.arranged("bias", "b", stored -> stored.reshape(1, 3L * units), 3L * units);
    return new RecurrentCell(cell, units, slots.kernels(bias), Set.of());
  }

  /** The functions are fixed, and kernels and biases are stored as cuDNN takes them. */
  static RecurrentCell fusedGru(KerasLayer layer, LayerOptions options, int channels) {
    int units = options.size("units");
    Gru cell = new Gru(channels, units, new ActivationTanH(), new ActivationSigmoid(), true);
    Slots slots = new Slots(channels, units, GRU_BLOCKS);
    WeightSlot bias =
        WeightSlot.arranged(
            "bias", "b", stored -> stored.reshape('c', new long[] {2, 3L * units}), 6L * units);
    return new RecurrentCell(cell, units, slots.fused(bias), Set.of());
  }

  private static IActivation activation(
      KerasLayer layer, LayerOptions options, String key, int units) {
    return Activations.of(layer, options, key, TensorShape.of(units));
  }

  /** The arrays of a recurrent layer, whose columns are blocks of units. */
  private record Slots(int channels, int units, int[] order) {
    RecurrentCell cell(org.deeplearning4j.nn.conf.layers.Layer layer, boolean hasBias) {
      List<WeightSlot> slots = kernels();
      if (hasBias) {
        slots.add(WeightSlot.arranged("bias", "b", this::blocks, columns()));
      }
      return new RecurrentCell(layer, units, slots, hasBias ? Set.of() : Set.of("b"));
    }

    private List<WeightSlot> kernels(WeightSlot... more) {
      List<WeightSlot> slots = new ArrayList<>();
      slots.add(WeightSlot.arranged("kernel", "W", this::blocks, channels, columns()));
      slots.add(WeightSlot.arranged("recurrent_kernel", "RW", this::blocks, units, columns()));
      slots.addAll(List.of(more));
      return slots;
    }

    /** Each block of a kernel is stored by columns, as Keras's own loader undoes it. */
    List<WeightSlot> fused(WeightSlot bias) {
      UnaryOperator<INDArray> kernel = stored -> blocks(transposedBlocks(stored, channels));
      UnaryOperator<INDArray> state = stored -> blocks(transposedBlocks(stored, units));
      return List.of(
          WeightSlot.arranged("kernel", "W", kernel, channels, columns()),
          WeightSlot.arranged("recurrent_kernel", "RW", state, units, columns()),
          bias);
    }

    private long columns() {
      return (long) order.length * units;
    }

    /** Returns the blocks of columns in Deeplearning4j's order. */
    private INDArray blocks(INDArray stored) {
      INDArray[] blocks = new INDArray[order.length];
      for (int place = 0; place < order.length; place++) {
        blocks[place] = block(stored, order[place]);
      }
      return Nd4j.concat(stored.rank() - 1, blocks);
    }

    private INDArray transposedBlocks(INDArray stored, long rows) {
      INDArray[] blocks = new INDArray[order.length];
      for (int place = 0; place < order.length; place++) {
        INDArray flat = block(stored, place).dup('c').reshape('c', new long[] {units, rows});
        blocks[place] = flat.transpose().dup('c');
      }
      return Nd4j.concat(1, blocks);
    }

    private INDArray block(INDArray stored, int place) {
      var columns = NDArrayIndex.interval((long) place * units, (place + 1L) * units);
      return stored.rank() == 1 ? stored.get(columns) : stored.get(NDArrayIndex.all(), columns);
    }
  }
}
