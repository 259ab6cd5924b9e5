package io.github.dl4jdeeplift.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Computes what a functional configuration of Keras 2 says: layers that are called several times,
 * models inside of models, sums and concatenations, with the loops of {@link SequentialEvaluator}.
 */
final class GraphEvaluator implements Evaluation {
  private final JsonNode model;
  private final SequentialEvaluator layers;
  private final List<String> weighted;

  /**
   * Makes the evaluator of a model.
   *
   * @param json its configuration
   * @param weights its arrays
   * @param weighted names of the layers with weights, in the order of the arrays
   */
  GraphEvaluator(String json, SequentialEvaluator.Weights weights, List<String> weighted)
      throws IOException {
    this.model = new ObjectMapper().readTree(json);
    this.layers = new SequentialEvaluator("{}", weights);
    this.weighted = weighted;
  }

  @Override
  public double[] output(List<double[][]> inputs) throws IOException {
    return run(model.path("config"), inputs)[0];
  }

  /** Keras writes layers behind those that they take. */
  private double[][] run(JsonNode config, List<double[][]> inputs) throws IOException {
    Map<String, List<double[][]>> values = new HashMap<>();
    int next = 0;
    for (JsonNode input : config.path("input_layers")) {
      values.put(input.path(0).asText(), Collections.singletonList(inputs.get(next++)));
    }
    for (JsonNode layer : config.path("layers")) {
      if (!layer.path("class_name").asText().equals("InputLayer")) {
        values.put(layer.path("config").path("name").asText(), calls(layer, values));
      }
    }
    return value(values, config.path("output_layers").path(0));
  }

  private List<double[][]> calls(JsonNode layer, Map<String, List<double[][]>> values)
      throws IOException {
    List<double[][]> calls = new ArrayList<>();
    for (JsonNode call : layer.path("inbound_nodes")) {
      List<double[][]> taken = new ArrayList<>();
      for (JsonNode tensor : call) {
        taken.add(value(values, tensor));
      }
      calls.add(computed(layer, taken));
    }
    if (layer.path("class_name").asText().equals("Functional")) {
      calls.add(0, calls.get(0)); // its own making counts as the first call
    }
    return calls;
  }

  private static double[][] value(Map<String, List<double[][]>> values, JsonNode tensor)
      throws IOException {
    if (tensor.path(2).asInt() != 0) {
      throw new IOException("unknown output " + tensor);
    }
    return Objects.requireNonNull(values.get(tensor.path(0).asText()), tensor::toString)
        .get(tensor.path(1).asInt());
  }

  private double[][] computed(JsonNode layer, List<double[][]> taken) throws IOException {
    JsonNode options = layer.path("config");
    double[][] x = taken.get(0);
    int place = weighted.indexOf(layer.path("config").path("name").asText());
    return switch (layer.path("class_name").asText()) {
      case "Conv1D" -> layers.convolution(x, options, place);
      case "Dense" -> new double[][] {layers.dense(x[0], options, place)};
      case "Flatten" -> new double[][] {flat(Collections.singletonList(x))};
      case "Concatenate" -> new double[][] {concatenated(options, taken)};
      case "Add" -> sum(taken);
      case "Functional" -> run(options, taken);
      default -> throw new IOException("unknown " + layer);
    };
  }

  private static double[] concatenated(JsonNode options, List<double[][]> taken)
      throws IOException {
    if (options.path("axis").asInt() != -1 && options.path("axis").asInt() != 1) {
      throw new IOException("unknown axis in " + options);
    }
    return flat(taken);
  }

  private static double[] flat(List<double[][]> taken) {
    return taken.stream().flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[][] sum(List<double[][]> taken) {
    double[][] first = taken.get(0);
    double[][] sum = new double[first.length][first[0].length];
    for (double[][] each : taken) {
      for (int row = 0; row < sum.length; row++) {
        for (int column = 0; column < sum[row].length; column++) {
          sum[row][column] += each[row][column];
        }
      }
    }
    return sum;
  }
}
