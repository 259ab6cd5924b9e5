package io.github.dl4jdeeplift.keras.translate;

import java.util.Map;
import java.util.TreeMap;

/** Classes of Keras's layers that are known and not carried over, each with the reason. */
public final class RefusedClasses {
  private static final Map<String, String> ROWS = new TreeMap<>();

  static {
    rows(
        "a base class or a wrapper of the user's own, whose computation the file does not hold",
        "Layer Wrapper RNN AbstractRNNCell StackedRNNCells");
    rows(
        "a cell of a recurrent layer: use LSTM, GRU or SimpleRNN",
        "LSTMCell GRUCell SimpleRNNCell");
    rows(
        "a convolution at each step of a recurrent layer has no rule here",
        "ConvLSTM1D ConvLSTM2D ConvLSTM3D");
    rows(
        "it prepares data that have no differences, such as words and bins: do so before the"
            + " network, and build the model from what it gives",
        "CategoryEncoding DenseFeatures Discretization HashedCrossing Hashing IntegerLookup"
            + " StringLookup TextVectorization");
    rows(
        "it changes images for training: build the model without it",
        "AugMix AutoContrast CutMix MixUp RandAugment RandomBrightness RandomColorDegeneration"
            + " RandomColorJitter RandomContrast RandomCrop RandomElasticTransform RandomErasing"
            + " RandomFlip RandomGaussianBlur RandomGrayscale RandomHeight RandomHue RandomInvert"
            + " RandomPerspective RandomPosterization RandomRotation RandomSaturation"
            + " RandomSharpness RandomShear RandomTranslation RandomWidth RandomZoom");
    rows(
        "it prepares images or sounds: do so before the network, and build the model from what it"
            + " gives",
        "CenterCrop ContrastLimitedAdaptiveHistogramEqualization Equalization"
            + " MaxNumBoundingBoxes MelSpectrogram Pipeline Resizing STFTSpectrogram Solarization");
    rows(
        "it holds code of another library, which is never run",
        "FlaxLayer JaxLayer TFSMLayer TorchModuleWrapper");
    rows(
        "its windows depend on the size of the input: use AveragePooling or MaxPooling",
        "AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D"
            + " AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D");
    rows("its equation can be any: use Dense, Permute and Reshape", "EinsumDense");
    rows("use MultiHeadAttention", "GroupedQueryAttention");
    rows("it is two layers in one: use Embedding and Dense", "ReversibleEmbedding");
    rows(
        "it divides its kernel anew at each training step: use the layer inside it, with the kernel"
            + " as it is stored",
        "SpectralNormalization");
  }

  private RefusedClasses() {}

  private static void rows(String reason, String classNames) {
    for (String className : classNames.split(" ", -1)) {
      ROWS.put(className, reason);
    }
  }

  /** Returns the reasons by the class. */
  public static Map<String, String> reasons() {
    return Map.copyOf(ROWS);
  }

  /** Returns the reason for a class, or that it is not known. */
  static String reason(String className) {
    return ROWS.getOrDefault(className, "its class is not known to this version");
  }
}
