package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** The one place where a class of Keras meets its translation. */
public final class TranslatorTable {
  private static final Map<String, LayerTranslator> ROWS = new TreeMap<>();

  private static final Map<String, RecurrentCell.Kind> RECURRENT =
      new TreeMap<>(
          Map.of(
              "LSTM", RecurrentCells::lstm,
              "GRU", RecurrentCells::gru,
              "SimpleRNN", RecurrentCells::simple,
              "CuDNNLSTM", RecurrentCells::fusedLstm,
              "CuDNNGRU", RecurrentCells::fusedGru));

  static {
    row("Dense", new DenseTranslator());
    row("Conv1D", new Conv1dTranslator());
    row("Conv2D", new Conv2dTranslator());
    row("MaxPooling1D", new PoolingTranslator(PoolingType.MAX, 1));
    row("MaxPooling2D", new PoolingTranslator(PoolingType.MAX, 2));
    row("AveragePooling1D", new PoolingTranslator(PoolingType.AVG, 1));
    row("AveragePooling2D", new PoolingTranslator(PoolingType.AVG, 2));
    row("GlobalMaxPooling1D", new GlobalPoolingTranslator(PoolingType.MAX, 1));
    row("GlobalMaxPooling2D", new GlobalPoolingTranslator(PoolingType.MAX, 2));
    row("GlobalAveragePooling1D", new GlobalPoolingTranslator(PoolingType.AVG, 1));
    row("GlobalAveragePooling2D", new GlobalPoolingTranslator(PoolingType.AVG, 2));
    row("BatchNormalization", new BatchNormalizationTranslator());
    row("PReLU", new PreluTranslator());
    for (ActivationLayerTranslator translator : ActivationLayerTranslator.values()) {
      row(translator.className(), translator);
    }
    row("Dropout", new DropoutTranslator("rate", 1, rate -> new Dropout(1 - rate)));
    row("SpatialDropout1D", new DropoutTranslator("rate", 1, rate -> new SpatialDropout(1 - rate)));
    row("SpatialDropout2D", new DropoutTranslator("rate", 1, rate -> new SpatialDropout(1 - rate)));
    row("AlphaDropout", new DropoutTranslator("rate", 1, rate -> new AlphaDropout(1 - rate)));
    row("GaussianDropout", new DropoutTranslator("rate", 1, GaussianDropout::new));
    row("GaussianNoise", new DropoutTranslator("stddev", Double.MAX_VALUE, GaussianNoise::new));
    row("Flatten", new FlattenTranslator());
    row("Reshape", new ReshapeTranslator());
    row("Permute", new PermuteTranslator());
    row("ZeroPadding1D", ResizeTranslator.ZERO_PADDING_1D);
    row("ZeroPadding2D", ResizeTranslator.ZERO_PADDING_2D);
    row("Cropping1D", ResizeTranslator.CROPPING_1D);
    row("Cropping2D", ResizeTranslator.CROPPING_2D);
    RECURRENT.forEach((name, kind) -> row(name, new RecurrentTranslator(kind)));
    row("Bidirectional", new BidirectionalTranslator(RECURRENT));
    row("TimeDistributed", new TimeDistributedTranslator());
    row("RepeatVector", new RepeatVectorTranslator());
    row("Concatenate", new ConcatenateTranslator());
    row("Add", new MergeTranslator(Operation.ADD));
    row("Subtract", new MergeTranslator(Operation.SUBTRACT));
    row("Average", new MergeTranslator(Operation.AVERAGE));
    row("Multiply", new MergeTranslator(Operation.MULTIPLY));
    row("Maximum", new MergeTranslator(Operation.MAXIMUM));
    row("Minimum", new MergeTranslator(Operation.MINIMUM));
    row("Dot", new DotTranslator());
  }

  private TranslatorTable() {}

  private static void row(String className, LayerTranslator translator) {
    ROWS.put(className, translator);
  }

  /** Returns whether layers of a class are supported. */
  static boolean hasRow(String className) {
    return ROWS.containsKey(className);
  }

  /** Returns the supported classes of Keras, in alphabetical order; {@code InputLayer} is one. */
  public static List<String> classNames() {
    TreeMap<String, Object> names = new TreeMap<>(ROWS);
    names.put(KerasLayer.INPUT, "");
    return List.copyOf(names.keySet());
  }

  /**
   * Refuses a network that has layers of other classes, naming all of them.
   *
   * @param network the network
   * @throws UnsupportedKerasModelException if there are any
   */
  public static void requireRows(KerasNetwork network) {
    List<KerasLayer> others =
        network.layers().stream()
            .filter(layer -> !layer.isInput() && !ROWS.containsKey(layer.className()))
            .toList();
    if (!others.isEmpty()) {
      String labels = others.stream().map(KerasLayer::label).collect(Collectors.joining(", "));
      throw new UnsupportedKerasModelException(
          "layers of classes that are not supported yet: "
              + labels
              + "; replace them in Keras by"
              + " supported ones and save the model again. Supported are "
              + String.join(", ", classNames()));
    }
  }

  /**
   * Translates a layer.
   *
   * @param layer the layer, of a class that has a row, not an input layer
   * @param inputs shapes of its inputs
   * @throws UnsupportedKerasModelException if one of its options cannot be translated faithfully
   */
  public static Translation translate(KerasLayer layer, List<TensorShape> inputs) {
    LayerTranslator translator = ROWS.get(layer.className());
    if (translator == null) {
      throw layer.unsupported("its class is not supported");
    }
    if (!translator.readsCall()) {
      layer.call().requirePlain(layer);
    }
    LayerOptions options = layer.options();
    Translation translation = translator.translate(layer, options, inputs);
    options.refuseUnread();
    return translation;
  }
}
