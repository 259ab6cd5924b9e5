package io.github.dl4jdeeplift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A ComputationGraph put together vertex by vertex from the layers of a numeric case. A layer of
 * the case is the vertex of its name; what it needs besides is named after it.
 */
final class CaseNetwork {
  private record Vertex(String name, Object configuration, List<String> inputs) {}

  private record Preprocessed(Layer layer, InputPreProcessor preprocessor) {}

  private final DataType dataType;
  private final Map<String, INDArray> inputs = new LinkedHashMap<>();
  private final Map<String, Long> readers = new LinkedHashMap<>();
  private final List<Vertex> vertices = new ArrayList<>();
  private final Map<String, INDArray> parameters = new LinkedHashMap<>();
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  private CaseNetwork(NumericCase numericCase, DataType dataType) {
    this.dataType = dataType;
    numericCase.inputs().forEach((name, value) -> addInput(name, value, numericCase));
    numericCase.layers().stream()
        .flatMap(layer -> NumericCase.elements(layer.path("inputs")).stream())
        .forEach(input -> readers.merge(input.asText(), 1L, Long::sum));
    numericCase.layers().forEach(layer -> new CaseLayer(this, layer).add());
  }

  /**
   * Builds the network of a case, its target the one output: the target's own layer, or a vertex
   * with the sum of that layer where the sum is asked for.
   */
  static ComputationGraph of(NumericCase numericCase, DataType dataType) {
    CaseNetwork network = new CaseNetwork(numericCase, dataType);
    String target = numericCase.targetLayer();
    if (numericCase.targetIndex().isEmpty()) {
      network.addSum(sumOf(target), target);
      target = sumOf(target);
    }
    ComputationGraph graph = network.build(target);
    network.parameters.forEach((key, value) -> graph.setParam(key, value.castTo(dataType)));
    return graph;
  }

  /** Adds an input; where its parts are asked for its name is that of a vertex that hands it on. */
  private void addInput(String name, INDArray value, NumericCase numericCase) {
    boolean parts =
        numericCase.quantity().equals("pos_neg_contribs")
            && numericCase.expected().stream().anyMatch(each -> each.place().equals(name));
    inputs.put(parts ? name + "-outside" : name, value.castTo(dataType));
    if (parts) {
      addVertex(name, new ScaleVertex(1), name + "-outside");
    }
  }

  /** Returns the name of the vertex that holds the sum of a layer. */
  static String sumOf(String layer) {
    return layer + "-sum";
  }

  void addLayer(String name, Layer layer, String input) {
    vertices.add(new Vertex(name, layer, List.of(input)));
  }

  /** Adds a layer that reads its input through a preprocessor. */
  void addLayer(String name, Layer layer, InputPreProcessor preprocessor, String input) {
    vertices.add(new Vertex(name, new Preprocessed(layer, preprocessor), List.of(input)));
  }

  void addVertex(String name, GraphVertex vertex, String... from) {
    vertices.add(new Vertex(name, vertex, List.of(from)));
  }

  /** Adds an activation layer, which works in place: on a copy where others read its input. */
  void addInPlace(String name, Layer layer, String input) {
    String from = input;
    if (inputs.containsKey(input) || readers.getOrDefault(input, 0L) > 1) {
      from = name + "-copy";
      addVertex(from, new ScaleVertex(1), input);
    }
    addLayer(name, layer, from);
  }

  /** Adds the sum of all elements, as a dense layer of ones. */
  void addSum(String name, String input) {
    int size = Math.toIntExact(Arrays.stream(shape(input)).reduce(1, (a, b) -> a * b));
    addVertex(name + "-flat", new ReshapeVertex(-1, size), input);
    DenseLayer ones =
        new DenseLayer.Builder()
            .nIn(size)
            .nOut(1)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build();
    addLayer(name, ones, name + "-flat");
    setParameter(name, "W", Nd4j.ones(DataType.DOUBLE, size, 1));
  }

  void setParameter(String layer, String key, INDArray value) {
    parameters.put(layer + "_" + key, value);
  }

  /** Returns the shape of a value for one example, by asking Deeplearning4j. */
  long[] shape(String name) {
    return shapes.computeIfAbsent(
        name,
        key -> {
          INDArray[] examples = inputs.values().toArray(INDArray[]::new);
          INDArray value =
              inputs.containsKey(key) ? inputs.get(key) : PlainOutput.of(build(key), examples)[0];
          return Arrays.copyOfRange(value.shape(), 1, value.rank());
        });
  }

  private ComputationGraph build(String output) {
    GraphBuilder builder = new NeuralNetConfiguration.Builder().dataType(dataType).graphBuilder();
    builder.addInputs(inputs.keySet());
    for (Vertex vertex : vertices) {
      String[] from = vertex.inputs().toArray(new String[0]);
      if (vertex.configuration() instanceof Layer layer) {
        builder.addLayer(vertex.name(), layer.clone(), from);
      } else if (vertex.configuration() instanceof Preprocessed read) {
        builder.addLayer(vertex.name(), read.layer().clone(), read.preprocessor(), from);
      } else {
        builder.addVertex(vertex.name(), (GraphVertex) vertex.configuration(), from);
      }
    }
    builder.setOutputs(output);
    builder.allowDisconnected(true);
    builder.validateOutputLayerConfig(false);
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }

  /** Returns one number of a layer, or several. */
  static int[] ints(JsonNode value, int count) {
    int[] result = new int[count];
    for (int index = 0; index < count; index++) {
      JsonNode number = value.isArray() ? value.path(Math.min(index, value.size() - 1)) : value;
      if (!number.isInt()) {
        throw new IllegalArgumentException("not whole numbers: " + value);
      }
      result[index] = number.asInt();
    }
    return result;
  }
}
