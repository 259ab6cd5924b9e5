package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.jspecify.annotations.Nullable;

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
    for (int dimensions = 1; dimensions <= 3; dimensions++) {
      String suffix = dimensions + "D";
      row("Conv" + suffix, new ConvolutionTranslator(dimensions));
      row("Conv" + suffix + "Transpose", new TransposedTranslator(dimensions));
      row("UpSampling" + suffix, new UpSamplingTranslator(dimensions));
      pooling("Max", suffix, PoolingType.MAX, dimensions);
      pooling("Average", suffix, PoolingType.AVG, dimensions);
      row("SpatialDropout" + suffix, dropout(rate -> new SpatialDropout(1 - rate)));
    }
    for (int dimensions = 1; dimensions <= 2; dimensions++) {
      row("DepthwiseConv" + dimensions + "D", new DepthwiseTranslator(dimensions, false));
      row("SeparableConv" + dimensions + "D", new DepthwiseTranslator(dimensions, true));
      row("LocallyConnected" + dimensions + "D", new LocallyConnectedTranslator(dimensions));
    }
    row("BatchNormalization", new BatchNormalizationTranslator());
    row("LayerNormalization", new LayerNormalizationTranslator());
    row("UnitNormalization", NormTranslator.UNIT);
    row("RMSNormalization", NormTranslator.ROOT_MEAN_SQUARE);
    row("GroupNormalization", NormTranslator.GROUPS);
    row("Normalization", new NormalizationTranslator());
    row("MultiHeadAttention", new AttentionTranslator());
    row("Attention", new ScoresTranslator(false));
    row("AdditiveAttention", new ScoresTranslator(true));
    row("Rescaling", new RescalingTranslator());
    row("Embedding", new EmbeddingTranslator());
    row("Masking", new MaskingTranslator());
    row("PReLU", new PreluTranslator());
    for (ActivationLayerTranslator translator : ActivationLayerTranslator.values()) {
      row(translator.className(), translator);
    }
    for (RevCompTranslator translator : RevCompTranslator.values()) {
      row(translator.className(), translator);
    }
    row("Dropout", dropout(rate -> new Dropout(1 - rate)));
    row("AlphaDropout", dropout(rate -> new AlphaDropout(1 - rate)));
    row("GaussianDropout", dropout(GaussianDropout::new));
    row("GaussianNoise", new DropoutTranslator("stddev", Double.MAX_VALUE, GaussianNoise::new));
    row("Identity", new IdentityTranslator());
    row("Flatten", new FlattenTranslator());
    row("Reshape", new ReshapeTranslator());
    row("Permute", new PermuteTranslator());
    row("ZeroPadding1D", ResizeTranslator.ZERO_PADDING_1D);
    row("ZeroPadding3D", ResizeTranslator.ZERO_PADDING_3D);
    row("Cropping3D", ResizeTranslator.CROPPING_3D);
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
    row("Lambda", new LambdaTranslator());
    row("TFOpLambda", OperationTranslator.ofTensorFlow());
    row("SlicingOpLambda", OperationTranslator.ofTensorFlow());
  }

  private TranslatorTable() {}

  private static void pooling(String kind, String suffix, PoolingType type, int dimensions) {
    row(kind + "Pooling" + suffix, new PoolingTranslator(type, dimensions));
    row("Global" + kind + "Pooling" + suffix, new GlobalPoolingTranslator(type, dimensions));
  }

  private static DropoutTranslator dropout(DoubleFunction<IDropout> noise) {
    return new DropoutTranslator("rate", 1, noise);
  }

  private static void row(String className, LayerTranslator translator) {
    ROWS.put(className, translator);
  }

  /** Returns whether layers of a class are supported. */
  static boolean hasRow(String className) {
    return translator(className) != null;
  }

  /** Returns whether a layer makes a mask. */
  static boolean makesMask(KerasLayer layer) {
    LayerTranslator translator = translator(layer.className());
    return translator != null && translator.makesMask(layer);
  }

  /** Returns the translator of a layer that takes masks, or null where it takes none. */
  static @Nullable MaskedTranslator maskedTranslator(KerasLayer layer) {
    return translator(layer.className()) instanceof MaskedTranslator taking && taking.takesMasks()
        ? taking
        : null;
  }

  private static @Nullable LayerTranslator translator(String className) {
    return OperationTranslator.isOperation(className)
        ? OperationTranslator.ofKeras(className)
        : ROWS.get(className);
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
            .filter(layer -> !layer.isInput() && !hasRow(layer.className()))
            .toList();
    if (!others.isEmpty()) {
      String labels =
          others.stream()
              .map(layer -> layer.label() + ", " + RefusedClasses.reason(layer.className()))
              .collect(Collectors.joining("; "));
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
    return translate(layer, inputs, /* masked= */ false);
  }

  /**
   * Translates a layer.
   *
   * @param layer the layer, of a class that has a row, not an input layer
   * @param inputs shapes of its inputs
   * @param masked whether it takes a mask, which comes behind its inputs
   * @throws UnsupportedKerasModelException if one of its options cannot be translated faithfully
   */
  public static Translation translate(KerasLayer layer, List<TensorShape> inputs, boolean masked) {
    LayerTranslator translator = translator(layer.className());
    if (translator == null) {
      throw layer.unsupported("its class is not supported");
    }
    if (!translator.readsCall()) {
      layer.call().requirePlain(layer);
    }
    if (ChannelsFirst.isOf(layer) && inputs.size() == 1 && !masked) {
      return ChannelsFirst.around(
          layer, inputs.get(0), (last, input) -> translate(last, List.of(input)));
    }
    LayerOptions options = layer.options();
    Translation translation =
        masked && translator instanceof MaskedTranslator taking && inputs.size() == 1
            ? taking.translateMasked(layer, options, inputs.get(0))
            : translator.translate(layer, options, inputs);
    options.refuseUnread();
    return translation;
  }
}
