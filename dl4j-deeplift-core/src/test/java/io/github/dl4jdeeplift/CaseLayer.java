package io.github.dl4jdeeplift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One layer of a numeric case, as layers and vertices of Deeplearning4j. Arrays are channels last.
 */
record CaseLayer(CaseNetwork network, JsonNode json) {
  private String name() {
    return json.path("name").asText();
  }

  private List<String> inputs() {
    return NumericCase.elements(json.path("inputs")).stream().map(JsonNode::asText).toList();
  }

  private String input() {
    return inputs().get(0);
  }

  private INDArray array(String key) {
    return NumericCase.array(json.path(key));
  }

  private INDArray bias(long outputs) {
    return json.hasNonNull("bias") ? array("bias") : Nd4j.zeros(DataType.DOUBLE, outputs);
  }

  /** Adds the layer to its network. */
  void add() {
    String type = json.path("type").asText();
    switch (type) {
      case "dense" -> {
        INDArray kernel = array("kernel");
        new CaseDense(network, name(), input()).add(kernel, bias(kernel.size(1)));
      }
      case "conv1d" -> conv1d();
      case "conv2d" -> conv2d();
      case "batchnorm" -> batchNormalization();
      case "relu", "sigmoid", "tanh", "softplus", "elu", "softmax" ->
          network.addInPlace(name(), new ActivationLayer(Activation.fromString(type)), input());
      case "prelu" -> prelu();
      case "maxpool1d", "maxpool2d" -> pooling(PoolingType.MAX);
      case "avgpool1d", "avgpool2d" -> pooling(PoolingType.AVG);
      case "globalmaxpool" -> globalPooling(PoolingType.MAX);
      case "globalavgpool" -> globalPooling(PoolingType.AVG);
      case "flatten" -> reshape(Arrays.stream(shape()).reduce(1, (a, b) -> a * b));
      case "reshape" -> reshape(longs(json.path("shape")));
      case "concat" -> concatenation();
      case "add" ->
          network.addVertex(
              name(),
              new ElementWiseVertex(ElementWiseVertex.Op.Add),
              inputs().toArray(new String[0]));
      case "scale" -> scale();
      case "sum" -> network.addSum(name(), input());
      case "noop" -> network.addLayer(name(), new DropoutLayer(0.5), input());
      case "maxout" -> maxout();
      default -> throw new IllegalArgumentException("unknown layer type " + type);
    }
  }

  private long[] shape() {
    return network.shape(input());
  }

  private static long[] longs(JsonNode list) {
    return NumericCase.elements(list).stream().mapToLong(JsonNode::asLong).toArray();
  }

  /** Returns one number or several of what a layer states, 1 where it does not. */
  private int[] ints(String key, int count) {
    return json.hasNonNull(key) ? CaseNetwork.ints(json.path(key), count) : ones(count);
  }

  private static int[] ones(int count) {
    int[] result = new int[count];
    Arrays.fill(result, 1);
    return result;
  }

  private void conv1d() {
    INDArray kernel = array("kernel");
    JsonNode padding = json.path("padding");
    Convolution1DLayer layer =
        new Convolution1DLayer.Builder(Math.toIntExact(kernel.size(0)), ints("stride", 1)[0])
            .dilation(ints("dilation", 1)[0])
            .convolutionMode(mode(padding))
            .padding(cells(padding, 1)[0])
            .rnnDataFormat(RNNFormat.NWC)
            .nIn(kernel.size(1))
            .nOut(kernel.size(2))
            .activation(Activation.IDENTITY)
            .build();
    network.addLayer(name(), layer, input());
    // Declared as [out, in, width, 1], but the buffer is read as [width, in, out].
    long[] declared = {kernel.size(2), kernel.size(1), kernel.size(0), 1};
    network.setParameter(name(), "W", kernel.dup('c').reshape('c', declared));
    network.setParameter(name(), "b", bias(kernel.size(2)));
  }

  private void conv2d() {
    INDArray kernel = array("kernel");
    ConvolutionLayer layer =
        new ConvolutionLayer.Builder(
                Math.toIntExact(kernel.size(0)), Math.toIntExact(kernel.size(1)))
            .stride(ints("strides", 2))
            .dilation(ints("dilation", 2))
            .convolutionMode(mode(json.path("padding")))
            .padding(cells(json.path("padding"), 2))
            .dataFormat(CNN2DFormat.NHWC)
            .nIn(kernel.size(2))
            .nOut(kernel.size(3))
            .activation(Activation.IDENTITY)
            .build();
    network.addLayer(name(), layer, input());
    network.setParameter(name(), "W", kernel.permute(3, 2, 0, 1).dup('c'));
    network.setParameter(name(), "b", bias(kernel.size(3)));
  }

  private static ConvolutionMode mode(JsonNode padding) {
    return switch (padding.asText()) {
      case "same" -> ConvolutionMode.Same;
      case "causal" -> ConvolutionMode.Causal;
      default -> ConvolutionMode.Truncate;
    };
  }

  private static int[] cells(JsonNode padding, int dimensions) {
    return padding.isInt() || padding.isArray()
        ? CaseNetwork.ints(padding, dimensions)
        : new int[dimensions];
  }

  private void batchNormalization() {
    INDArray gamma = array("gamma");
    BatchNormalization layer =
        new BatchNormalization.Builder()
            .nIn(gamma.length())
            .nOut(gamma.length())
            .eps(json.path("epsilon").asDouble())
            .dataFormat(CNN2DFormat.NHWC)
            .useLogStd(false)
            .build();
    network.addLayer(name(), layer, input());
    for (String key : List.of("gamma", "beta", "mean", "var")) {
      network.setParameter(name(), key, array(key));
    }
  }

  private void prelu() {
    INDArray alpha =
        json.path("alpha").isNumber()
            ? Nd4j.scalar(DataType.DOUBLE, json.path("alpha").asDouble())
            : array("alpha");
    long[] shape = shape();
    long[] padded = new long[shape.length];
    Arrays.fill(padded, 1);
    System.arraycopy(alpha.shape(), 0, padded, shape.length - alpha.rank(), alpha.rank());
    network.addInPlace(name(), new PReLULayer.Builder().inputShape(shape).build(), input());
    network.setParameter(name(), "W", alpha.reshape('c', padded).broadcast(shape).dup());
  }

  /** Sequences are images of width 1, since a 1D pooling layer cannot pad by a number of cells. */
  private void pooling(PoolingType type) {
    if (json.path("type").asText().endsWith("2d")) {
      images(name(), type, input());
      return;
    }
    long[] shape = shape();
    network.addVertex(name() + "-images", newShape(shape[0], 1, shape[1]), input());
    images(name() + "-pooled", type, name() + "-images");
    long[] pooled = network.shape(name() + "-pooled");
    network.addVertex(name(), newShape(pooled[0], pooled[2]), name() + "-pooled");
  }

  private void images(String name, PoolingType type, String from) {
    JsonNode padding = json.path("padding");
    SubsamplingLayer layer =
        new SubsamplingLayer.Builder(type)
            .kernelSize(windows("pool", 1))
            .stride(windows(json.hasNonNull("stride") ? "stride" : "pool", 1))
            .convolutionMode(mode(padding))
            .padding(padding.isTextual() ? new int[2] : windows("padding", 0))
            .dataFormat(CNN2DFormat.NHWC)
            .build();
    // "same" is Keras's, which leaves padding out of averages; numbers are PyTorch's, which counts.
    layer.setAvgPoolIncludePadInDivisor(!padding.isTextual());
    network.addLayer(name, layer, from);
  }

  private int[] windows(String key, int width) {
    return json.path("type").asText().endsWith("2d")
        ? CaseNetwork.ints(json.path(key), 2)
        : new int[] {CaseNetwork.ints(json.path(key), 1)[0], width};
  }

  private void globalPooling(PoolingType type) {
    int[] spatial = shape().length == 2 ? new int[] {1} : new int[] {1, 2};
    network.addLayer(
        name(), new GlobalPoolingLayer.Builder(type).poolingDimensions(spatial).build(), input());
  }

  private void reshape(long... shape) {
    network.addVertex(name(), newShape(shape), input());
  }

  private static ReshapeVertex newShape(long... shape) {
    int[] batch = new int[shape.length + 1];
    batch[0] = -1;
    for (int axis = 0; axis < shape.length; axis++) {
      batch[axis + 1] = Math.toIntExact(shape[axis]);
    }
    return new ReshapeVertex(batch);
  }

  private void concatenation() {
    int axis = json.path("axis").asInt();
    MergeVertex merge = new MergeVertex();
    merge.setMergeAxis(axis < 0 ? axis : axis + 1);
    network.addVertex(name(), merge, inputs().toArray(new String[0]));
  }

  private void scale() {
    double shift = json.path("shift").asDouble(0);
    String scaled = shift == 0 ? name() : name() + "-scaled";
    network.addVertex(scaled, new ScaleVertex(json.path("factor").asDouble(1)), input());
    if (shift != 0) {
      network.addVertex(name(), new ShiftVertex(shift), scaled);
    }
  }

  private void maxout() {
    INDArray kernel = array("kernel");
    INDArray bias = array("bias");
    String[] pieces = new String[Math.toIntExact(kernel.size(0))];
    for (int piece = 0; piece < pieces.length; piece++) {
      pieces[piece] = name() + "-piece" + piece;
      new CaseDense(network, pieces[piece], input()).add(kernel.slice(piece), bias.slice(piece));
    }
    network.addVertex(name(), new ElementWiseVertex(ElementWiseVertex.Op.Max), pieces);
  }
}
