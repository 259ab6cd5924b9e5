package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.Random;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/** Random recurrent layers and attention over a sequence. */
@SuppressWarnings({"deprecation", "EnumOrdinal"}) // Graves LSTMs are still there
record RandomRecurrentLayers(Random random) {
  private static final Activation[] ACTIVATIONS = {
    Activation.TANH, Activation.SOFTSIGN, Activation.SIGMOID
  };

  private int between(int from, int to) {
    return from + random.nextInt(to - from + 1);
  }

  private Activation activation() {
    return ACTIVATIONS[random.nextInt(ACTIVATIONS.length)];
  }

  /** Returns a layer that makes a sequence of a sequence, in its format. */
  Layer of(Value input) {
    int channels = Math.toIntExact(input.channels());
    RNNFormat format = input.format() == Format.NWC ? RNNFormat.NWC : RNNFormat.NCW;
    boolean attends = format == RNNFormat.NCW;
    return switch (random.nextInt(attends ? 7 : 5)) {
      case 0, 1 -> cell(channels, format);
      case 2 -> new Bidirectional(mode(), cell(channels, format));
      case 3 -> new MaskZeroLayer.Builder().setUnderlying(cell(channels, format)).build();
      case 4 -> new Bidirectional(mode(), cell(channels, format));
      case 5 -> selfAttention(channels);
      default -> recurrentAttention(channels);
    };
  }

  private Bidirectional.Mode mode() {
    return Bidirectional.Mode.values()[random.nextInt(4)];
  }

  private Layer cell(int channels, RNNFormat format) {
    return switch (random.nextInt(3)) {
      case 0 ->
          new LSTM.Builder()
              .nIn(channels)
              .nOut(between(1, 3))
              .weightInit(WeightInit.XAVIER)
              .activation(activation())
              .dataFormat(format)
              .build();
      case 1 ->
          new GravesLSTM.Builder()
              .nIn(channels)
              .nOut(between(1, 3))
              .weightInit(WeightInit.XAVIER)
              .activation(activation())
              .dataFormat(format)
              .build();
      default ->
          new SimpleRnn.Builder()
              .nIn(channels)
              .nOut(between(1, 3))
              .weightInit(WeightInit.XAVIER)
              .activation(activation())
              .dataFormat(format)
              .build();
    };
  }

  private Layer selfAttention(int channels) {
    boolean projected = random.nextInt(3) > 0;
    return new SelfAttentionLayer.Builder()
        .nIn(channels)
        .nOut(projected ? between(1, 4) : channels)
        .nHeads(projected ? between(1, 2) : 1)
        .headSize(between(1, 3))
        .projectInput(projected)
        .build();
  }

  private Layer recurrentAttention(int channels) {
    return new RecurrentAttentionLayer.Builder()
        .nIn(channels)
        .nOut(between(1, 3))
        .nHeads(between(1, 2))
        .headSize(between(1, 3))
        .projectInput(true)
        .activation(Activation.TANH)
        .build();
  }
}
