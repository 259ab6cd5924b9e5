package io.github.dl4jdeeplift.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.math3.special.Erf;

/**
 * Computes what a configuration of Conv1D, LocallyConnected1D, Flatten and Dense layers says, by
 * loops over numbers that lie where the intact file has them, whatever version of Keras wrote it.
 * It shares nothing with the importer.
 */
final class SequentialEvaluator implements Evaluation {
  private final JsonNode model;
  private final Weights weights;

  /** Where the arrays of the layers with weights lie. */
  @FunctionalInterface
  interface Weights {
    /**
     * Returns an array.
     *
     * @param layer number of the layer among those with weights
     * @param array 0 for its kernel, 1 for its bias
     */
    double[] values(int layer, int array);
  }

  /**
   * Makes the evaluator of a model.
   *
   * @param json its configuration
   * @param weights its arrays
   */
  SequentialEvaluator(String json, Weights weights) throws IOException {
    this.model = new ObjectMapper().readTree(json);
    this.weights = weights;
  }

  @Override
  public double[] output(List<double[][]> inputs) throws IOException {
    double[][] value = inputs.get(0);
    int weighted = 0;
    JsonNode config = model.path("config");
    for (Iterator<JsonNode> layers = config.path("layers").iterator(); layers.hasNext(); ) {
      JsonNode layer = layers.next();
      JsonNode options = layer.path("config");
      switch (layer.path("class_name").asText()) {
        case "InputLayer" -> {}
        case "Conv1D", "Convolution1D" ->
            value = ordered(convolution(ordered(value, options), options, weighted++), options);
        case "LocallyConnected1D" -> value = local(value, options, weighted++);
        case "Flatten" ->
            value = new double[][] {flat(value.length == 1 ? value : ordered(value, options))};
        case "Dense" -> value = new double[][] {dense(value[0], options, weighted++)};
        default -> throw new IOException("unknown " + layer);
      }
    }
    return value[0];
  }

  private static double[] flat(double[][] value) {
    return Arrays.stream(value).flatMapToDouble(Arrays::stream).toArray();
  }

  /** Returns what has channels first with channels last, or the other way around. */
  private static double[][] ordered(double[][] value, JsonNode config) {
    if (!config.path("data_format").asText().equals("channels_first")) {
      return value;
    }
    double[][] turned = new double[value[0].length][value.length];
    for (int row = 0; row < value.length; row++) {
      for (int column = 0; column < turned.length; column++) {
        turned[column][row] = value[row][column];
      }
    }
    return turned;
  }

  /** Returns the output of a convolution. */
  double[][] convolution(double[][] x, JsonNode config, int layer) throws IOException {
    int stride = number(config, 1, "strides", "subsample_length");
    int dilation = number(config, 1, "dilation_rate");
    int width = number(config, 0, "kernel_size", "filter_length");
    int filters = number(config, 0, "filters", "nb_filter");
    int span = (width - 1) * dilation + 1;
    boolean same =
        config.path("padding").asText(config.path("border_mode").asText()).equals("same");
    int length = same ? (x.length + stride - 1) / stride : (x.length - span) / stride + 1;
    int left = same ? Math.max((length - 1) * stride + span - x.length, 0) / 2 : 0;
    double[] kernel = weights.values(layer, 0);
    double[] bias = weights.values(layer, 1);
    double[][] y = new double[length][filters];
    for (int at = 0; at < length; at++) {
      for (int filter = 0; filter < filters; filter++) {
        double sum = bias[filter];
        for (int tap = 0; tap < width; tap++) {
          int position = at * stride - left + tap * dilation;
          for (int channel = 0; channel < x[0].length; channel++) {
            double cell = position < 0 || position >= x.length ? 0 : x[position][channel];
            sum += cell * kernel[(tap * x[0].length + channel) * filters + filter];
          }
        }
        y[at][filter] = activation(config, sum);
      }
    }
    return y;
  }

  /** Every output has weights of its own, in a row, for those of its cells that are there. */
  private double[][] local(double[][] x, JsonNode config, int layer) throws IOException {
    int stride = number(config, 1, "strides");
    int width = number(config, 0, "kernel_size");
    int filters = number(config, 0, "filters");
    double[] kernel = weights.values(layer, 0);
    double[] bias = weights.values(layer, 1);
    double[][] y = new double[(x.length + stride - 1) / stride][filters];
    int next = 0;
    for (int at = 0; at < y.length; at++) {
      for (int filter = 0; filter < filters; filter++) {
        int begin = at * stride - width / 2;
        double sum = bias[at * filters + filter];
        for (int tap = Math.max(0, begin); tap < Math.min(x.length, begin + width); tap++) {
          for (double cell : x[tap]) {
            sum += cell * kernel[next++];
          }
        }
        y[at][filter] = activation(config, sum);
      }
    }
    return y;
  }

  /** The option under the first of the names that is there, alone or in a list. */
  private static int number(JsonNode config, int byDefault, String... names) {
    for (String name : names) {
      JsonNode node = config.path(name);
      if (!node.isMissingNode()) {
        return node.isArray() ? node.path(0).asInt() : node.asInt();
      }
    }
    return byDefault;
  }

  /** Returns the output of a dense layer. */
  double[] dense(double[] x, JsonNode config, int layer) throws IOException {
    double[] kernel = weights.values(layer, 0);
    double[] y = weights.values(layer, 1).clone();
    for (int out = 0; out < y.length; out++) {
      for (int in = 0; in < x.length; in++) {
        y[out] += x[in] * kernel[in * y.length + out];
      }
      y[out] = activation(config, y[out]);
    }
    return y;
  }

  private static double activation(JsonNode config, double z) throws IOException {
    return switch (config.path("activation").asText()) {
      case "linear" -> z;
      case "relu" -> Math.max(z, 0);
      case "selu" -> 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z));
      case "celu" -> z > 0 ? z : Math.expm1(z);
      case "gelu" -> z * 0.5 * (1 + Erf.erf(z / Math.sqrt(2)));
      default -> throw new IOException("unknown activation in " + config);
    };
  }
}
