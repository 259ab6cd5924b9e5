package io.github.dl4jdeeplift;

import java.util.Map;
import java.util.TreeMap;

/**
 * What docs/layers.md says of each class that is explained: its rule, and after a semicolon notes.
 */
final class LayerWords {
  static final String HEAD =
      """
      # Layers

      Every class of Deeplearning4j 1.0.0-M2.1 that a network can be configured of. The classes are met exactly; a subclass is
      another row. This file is made by `LayerTableTest`, from the program's own table.

      *linear*: m = w (2016 paper, section 2.3.1), and then the layer's activation function, by the rule chosen for nonlinearities
      (Rescale, RevealCancel, genomics-default or the gradient); softmax by its log-mean Jacobian. *products*: the product rule,
      section 2.3.5. *moves*: numbers change place, and their multipliers with them.
      """;

  static final String FOOT =
      """

      ## Layers of your own

      `SameDiffLayer`, `SameDiffLambdaLayer`, `SameDiffOutputLayer`, `SameDiffVertex` and `SameDiffLambdaVertex` of your own are explained
      from the graph that they define, operation by operation: arithmetic, functions of one number, matrix products, convolutions and
      pooling with constant kernels, sums, means, extremes and norms along dimensions, softmax, batch and layer normalization, and all that moves
      numbers. An operation without a rule is named in the error, as are operations across examples (a mean over the batch) and random
      ones. Functions inside are explained by Rescale and maxima by cross-max, whatever is chosen for the network. A rule of your own
      (`builder.rule(TheLayer.class, TheRule::new)`) comes before all of this, for any layer or vertex: `samples/run OwnLayers` shows both.

      ## Activation functions

      Cube, ELU, GELU (both kinds), hard sigmoid, hard tanh, identity, leaky ReLU, Mish, PReLU, rational tanh,
      rectified tanh, ReLU (with threshold, cap and slope), ReLU6, RReLU, SELU, sigmoid, softmax, softplus, softsign, Swish, tanh, thresholded ReLU.

      ## Masks

      A mask does what Deeplearning4j does with it at inference, and holds for the example and its references alike. Sequences take `[n, time]`, vectors
      `[n, 1]`, images with channels first `[n, 1, height, width]`, with 1 in the place of a size along which all cells share a mask. Convolutions and poolings compute what
      they do without one, and hand on the mask of those windows that hold an unmasked step or cell; global poolings leave out what is masked. With
      a mask of rows or columns alone, Deeplearning4j's average over an image is the sum of all unmasked cells over the number of unmasked rows
      or columns: give a mask of both sizes for the mean.

      A mask is refused by name where a layer has no masked form: Deeplearning4j hands the mask of an image on unchanged by layers that change its size (upsampling,
      padding, cropping, deconvolution, space to depth), takes channels last for channels first, fails on a dense layer behind it, and has no masks of volumes.

      ## Dilated pooling

      With a backend that has oneDNN (the default on x86-64) Deeplearning4j's own `output()` pools single-precision images as if there were no dilation. Explanations are
      those of the dilated pooling; call `Nd4j.getEnvironment().allowHelpers(false)` for the same from `output()`.
      """;

  static final Map<String, String> ALL = new TreeMap<>();

  private LayerWords() {}

  private static void words(String names, String words) {
    for (String name : names.split(" ", -1)) {
      ALL.put(name, words);
    }
  }

  static {
    words("DenseLayer", "linear; layer normalization inside it by its own rule");
    words(
        "OutputLayer RnnOutputLayer CenterLossOutputLayer",
        "linear; targets lie before its softmax or sigmoid");
    words("OCNNOutputLayer", "linear, activation, linear");
    words("AutoEncoder", "linear; its encoder");
    words("VariationalAutoencoder", "linear and activations in turn; its encoder's mean");
    words("LossLayer RnnLossLayer CnnLossLayer Cnn3DLossLayer", "its activation function");
    words(
        "ActivationLayer",
        "its activation function; not directly on a network input that others read: Deeplearning4j overwrites it");
    words("PReLULayer", "rule for nonlinearities; a slope for each number or channel");
    words("DropoutLayer IdentityLayer", "identity");
    words(
        "ConvolutionLayer Convolution2D Convolution1DLayer Convolution1D Convolution3D",
        "linear; any stride, dilation, padding and format");
    words(
        "Deconvolution2D Deconvolution3D DepthwiseConvolution2D SeparableConvolution2D", "linear");
    words("LocallyConnected1D LocallyConnected2D", "linear; a kernel for each place");
    words(
        "SubsamplingLayer Pooling2D",
        "maximum: cross-max (or equation 11, or the gradient); average: linear; p-norm: powers, sums and a root; dilated: see the end of this page");
    words(
        "Subsampling1DLayer Pooling1D",
        "as `SubsamplingLayer`; Deeplearning4j's wrong paddings are refused, and its average is a maximum");
    words("Subsampling3DLayer", "as `SubsamplingLayer`");
    words(
        "Yolo2OutputLayer",
        "sigmoid, exponential, softmax; any place, size, confidence or class of a box is a target, after these functions");
    words("GlobalPoolingLayer", "maximum, average, sum, p-norm over all places");
    words(
        "BatchNormalization",
        "linear, by its running statistics; sequences in NCW are refused: Deeplearning4j normalizes them wrong");
    words("LocalResponseNormalization", "squares, sums, a power and a product");
    words("Upsampling1D Upsampling2D Upsampling3D RepeatVector", "moves; each repetition adds up");
    words(
        "ZeroPadding1DLayer ZeroPaddingLayer ZeroPadding3DLayer Cropping1D Cropping2D Cropping3D",
        "moves");
    words("SpaceToDepthLayer", "moves");
    words("ElementWiseMultiplicationLayer", "linear");
    words(
        "EmbeddingLayer EmbeddingSequenceLayer",
        "linear; an index has the sum of its row's contributions, `attributeTo` gives the row's");
    words("LSTM GravesLSTM", "linear, products of gates, Rescale of functions, step by step");
    words("GravesBidirectionalLSTM", "as `LSTM`, in both directions");
    words(
        "SimpleRnn",
        "linear and Rescale, step by step; layer normalization inside it by its own rule");
    words("Bidirectional", "the layer inside, in both directions; sum, average, merge, product");
    words("LastTimeStep TimeDistributed FrozenLayer FrozenLayerWithBackprop", "the layer inside");
    words("SelfAttentionLayer RecurrentAttentionLayer", "matrix products and softmax");
    words("MaskLayer MaskZeroLayer", "the steps that the mask keeps");
    words(
        "PrimaryCapsules CapsuleLayer CapsuleStrengthLayer",
        "linear, products, squashing and softmax");
    words("AttentionVertex", "matrix products and softmax");
    words(
        "ElementWiseVertex",
        "sum, difference, average: linear; product: products; maximum: along the straight line (equation 14)");
    words("MergeVertex SubsetVertex ReshapeVertex PoolHelperVertex", "moves");
    words("ScaleVertex ShiftVertex", "linear");
    words("L2Vertex", "squares, sums, a root");
    words("L2NormalizeVertex", "squares, sums, a power and a product");
    words("StackVertex UnstackVertex", "a lane for each stacked value");
    words("LayerVertex PreprocessorVertex FrozenVertex", "what is inside");
    words("LastTimeStepVertex ReverseTimeSeriesVertex DuplicateToTimeSeriesVertex", "moves");
    words(
        "CnnToFeedForwardPreProcessor Cnn3DToFeedForwardPreProcessor FeedForwardToCnnPreProcessor FeedForwardToCnn3DPreProcessor",
        "moves");
    words(
        "RnnToFeedForwardPreProcessor FeedForwardToRnnPreProcessor",
        "moves; time steps stay with their example");
    words(
        "RnnToCnnPreProcessor CnnToRnnPreProcessor",
        "moves; time steps stay with their example, layers between work on each");
    words("KerasFlattenRnnPreprocessor PermutePreprocessor ReshapePreprocessor", "moves");
    words("ComposableInputPreProcessor", "each of its parts");
  }
}
