package io.github.dl4jdeeplift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network in the making: layers and vertices in order, each tried out on Deeplearning4j alone
 * when it is added, which gives its shape or says that it cannot run.
 */
final class NetworkSketch {
  /** Where the channels and the spatial dimensions of an array lie. */
  enum Format {
    VECTOR,
    NCW,
    NWC,
    NCHW,
    NHWC,
    /** Channels, depth, height, width. */
    VOLUME,
    /** Numbers of rows of an embedding. */
    INDICES;

    boolean isChannelsLast() {
      return this == NWC || this == NHWC;
    }

    boolean isSequence() {
      return this == NCW || this == NWC;
    }

    boolean isImage() {
      return this == NCHW || this == NHWC;
    }
  }

  /** The output of one step, of a shape for one example. */
  record Value(String name, Format format, long... shape) {
    long channels() {
      return shape[format.isChannelsLast() ? shape.length - 1 : 0];
    }

    long size(int spatial) {
      return shape[format.isChannelsLast() ? spatial : spatial + 1];
    }

    @Override
    public String toString() {
      return name + " " + format + Arrays.toString(shape);
    }

    long length() {
      long product = 1;
      for (long size : shape) {
        product *= size;
      }
      return product;
    }

    long[] batch(long examples) {
      long[] result = new long[shape.length + 1];
      result[0] = examples;
      System.arraycopy(shape, 0, result, 1, shape.length);
      return result;
    }
  }

  /** A layer or vertex, with the preprocessor in front of it if there is one. */
  record Step(Object configuration, InputPreProcessor preprocessor) {
    Step(Object configuration) {
      this(configuration, null);
    }
  }

  /** A step with its name, and the names of what it reads. */
  record Named(String name, Step step, List<String> inputs) {}

  private final DataType dataType;
  private final boolean isGraph;
  private final List<Value> inputs = new ArrayList<>();
  private final List<Named> steps = new ArrayList<>();

  NetworkSketch(DataType dataType, boolean isGraph) {
    this.dataType = dataType;
    this.isGraph = isGraph;
  }

  DataType dataType() {
    return dataType;
  }

  List<Value> inputs() {
    return inputs;
  }

  Value addInput(Format format, long... shape) {
    Value input = new Value("input" + inputs.size(), format, shape);
    inputs.add(input);
    return input;
  }

  /** Adds a step, unless Deeplearning4j cannot run it. */
  Optional<Value> add(Step step, Format format, Value... from) {
    List<String> names = List.of(from).stream().map(Value::name).toList();
    return addAll(List.of(new Named(nameOf(step, 0), step, names)), format, from);
  }

  /** Returns the name of a step that is going to be added behind so many others. */
  String nameOf(Step step, int before) {
    return step.configuration().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)
        + (steps.size() + before);
  }

  /** Adds steps that go together, of which the last gives the value. */
  Optional<Value> addAll(List<Named> chain, Format format, Value... from) {
    Optional<long[]> shape = tryOut(chain, List.of(from).stream().distinct().toList());
    if (shape.isEmpty()) {
      return Optional.empty();
    }
    steps.addAll(chain);
    return Optional.of(new Value(chain.get(chain.size() - 1).name(), format, shape.get()));
  }

  /** Each kind of network runs some layers that the other cannot. */
  private Optional<long[]> tryOut(List<Named> chain, List<Value> from) {
    INDArray[] zeros =
        from.stream().map(value -> Nd4j.zeros(dataType, value.batch(2))).toArray(INDArray[]::new);
    String last = chain.get(chain.size() - 1).name();
    try {
      Model network = isGraph ? graph(1, from, chain, List.of(last)) : layersInARow(1, chain);
      long[] shape = PlainOutput.of(network, zeros)[0].shape();
      boolean isBatch = shape[0] == 2;
      return isBatch && Arrays.stream(shape).allMatch(size -> size > 0)
          ? Optional.of(Arrays.copyOfRange(shape, 1, shape.length))
          : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private NeuralNetConfiguration.Builder configuration(long seed) {
    return new NeuralNetConfiguration.Builder().seed(seed).dataType(dataType);
  }

  private static void add(GraphBuilder builder, Named named) {
    String[] from = named.inputs().toArray(new String[0]);
    Object configured = named.step().configuration();
    if (configured instanceof Layer layer) {
      builder.addLayer(named.name(), layer.clone(), named.step().preprocessor(), from);
    } else {
      builder.addVertex(named.name(), (GraphVertex) configured, from);
    }
  }

  /** Builds the graph. */
  ComputationGraph graph(long seed, List<Value> outputs) {
    return graph(seed, inputs, steps, outputs.stream().map(Value::name).toList());
  }

  private ComputationGraph graph(
      long seed, List<Value> inputs, List<Named> steps, List<String> outputs) {
    GraphBuilder builder = configuration(seed).graphBuilder();
    builder.addInputs(inputs.stream().map(Value::name).toList());
    steps.forEach(step -> add(builder, step));
    builder.setOutputs(outputs.toArray(new String[0]));
    builder.validateOutputLayerConfig(false);
    builder.allowDisconnected(true);
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }

  /** Builds a MultiLayerNetwork of the steps, which are layers in a row. */
  MultiLayerNetwork layersInARow(long seed) {
    return layersInARow(seed, steps);
  }

  private MultiLayerNetwork layersInARow(long seed, List<Named> steps) {
    NeuralNetConfiguration.ListBuilder builder = configuration(seed).list();
    for (int index = 0; index < steps.size(); index++) {
      Step step = steps.get(index).step();
      Layer layer = ((Layer) step.configuration()).clone();
      layer.setLayerName(steps.get(index).name());
      builder.layer(index, layer);
      if (step.preprocessor() != null) {
        builder.inputPreProcessor(index, step.preprocessor());
      }
    }
    builder.validateOutputLayerConfig(false);
    MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
    network.init();
    return network;
  }

  /** Returns each layer's parameters by key. */
  @SuppressWarnings("IdentityHashMapUsage") // two layers may be configured alike
  static Map<Layer, Map<String, INDArray>> parameters(Model network) {
    org.deeplearning4j.nn.api.Layer[] layers =
        network instanceof MultiLayerNetwork multiLayer
            ? multiLayer.getLayers()
            : ((ComputationGraph) network).getLayers();
    Map<Layer, Map<String, INDArray>> result = new java.util.IdentityHashMap<>();
    for (org.deeplearning4j.nn.api.Layer layer : layers) {
      result.put(layer.conf().getLayer(), new LinkedHashMap<>(layer.paramTable()));
    }
    return result;
  }

  @Override
  public String toString() {
    return inputs + " -> " + steps.stream().map(NetworkSketch::description).toList();
  }

  private static String description(Named named) {
    Object configured = named.step().configuration();
    InputPreProcessor preprocessor = named.step().preprocessor();
    String activation =
        configured instanceof BaseLayer layer && layer.getActivationFn() != null
            ? " " + layer.getActivationFn()
            : "";
    String window =
        configured instanceof ConvolutionLayer layer
            ? " k%s s%s p%s d%s %s"
                .formatted(
                    Arrays.toString(layer.getKernelSize()),
                    Arrays.toString(layer.getStride()),
                    Arrays.toString(layer.getPadding()),
                    Arrays.toString(layer.getDilation()),
                    layer.getConvolutionMode())
            : configured instanceof SubsamplingLayer pool
                ? " k%s s%s p%s d%s %s %s"
                    .formatted(
                        Arrays.toString(pool.getKernelSize()),
                        Arrays.toString(pool.getStride()),
                        Arrays.toString(pool.getPadding()),
                        Arrays.toString(pool.getDilation()),
                        pool.getConvolutionMode(),
                        pool.getPoolingType())
                : "";
    return named.name()
        + named.inputs()
        + activation
        + window
        + (preprocessor == null ? "" : " behind " + preprocessor.getClass().getSimpleName());
  }
}
