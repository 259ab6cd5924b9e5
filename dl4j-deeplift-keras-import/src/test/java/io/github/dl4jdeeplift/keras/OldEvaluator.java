package io.github.dl4jdeeplift.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Computes what a configuration of Keras 1 says that begins with an image with channels first, or
 * with models that are merged, as its backend did. It shares nothing with the importer.
 */
final class OldEvaluator implements Evaluation {
  private final JsonNode model;
  private final SequentialEvaluator layers;
  private final SequentialEvaluator.Weights weights;
  private int weighted;
  private Iterator<double[][]> given = List.<double[][]>of().iterator();

  /**
   * Makes the evaluator of a model.
   *
   * @param json its configuration
   * @param weights its arrays
   */
  OldEvaluator(String json, SequentialEvaluator.Weights weights) throws IOException {
    this.model = new ObjectMapper().readTree(json);
    this.layers = new SequentialEvaluator("{}", weights);
    this.weights = weights;
  }

  @Override
  public double[] output(List<double[][]> inputs) throws IOException {
    weighted = 0;
    given = inputs.iterator();
    JsonNode config = model.path("config");
    double[][] value = run(config.isArray() ? config : config.path("layers"));
    return value[0];
  }

  private double[][] run(JsonNode list) throws IOException {
    double[][] value = {};
    for (JsonNode layer : list) {
      JsonNode options = layer.path("config");
      value =
          switch (layer.path("class_name").asText()) {
            case "InputLayer" -> given.next();
            case "Merge" -> merged(options);
            case "Convolution1D" ->
                layers.convolution(value.length == 0 ? given.next() : value, options, weighted++);
            case "Convolution2D" -> image(value, options, list.path(0).path("config"));
            case "GlobalMaxPooling1D" -> maxima(value);
            case "Flatten" -> new double[][] {flat(Collections.singletonList(value))};
            case "Dense" -> new double[][] {layers.dense(value[0], options, weighted++)};
            default -> throw new IOException("unknown " + layer);
          };
    }
    return value;
  }

  private double[][] merged(JsonNode options) throws IOException {
    List<double[][]> outputs = new ArrayList<>();
    for (JsonNode branch : options.path("layers")) {
      if (!branch.path("class_name").asText().equals("Sequential")) {
        throw new IOException("unknown " + branch);
      }
      outputs.add(run(branch.path("config")));
    }
    int axis = options.path("concat_axis").asInt();
    if (!options.path("mode").asText().equals("concat") || (axis != 1 && axis != -1)) {
      throw new IOException("unknown " + options);
    }
    return new double[][] {flat(outputs)};
  }

  private static double[] flat(List<double[][]> values) {
    return values.stream().flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[][] maxima(double[][] x) {
    double[] maxima = x[0].clone();
    for (double[] position : x) {
      for (int channel = 0; channel < maxima.length; channel++) {
        maxima[channel] = Math.max(maxima[channel], position[channel]);
      }
    }
    return new double[][] {maxima};
  }

  /** Each row of the value is a channel. Theano turns its kernels around. */
  private double[][] image(double[][] x, JsonNode config, JsonNode input) throws IOException {
    Lengths rows = Lengths.of(config, input, 0);
    Lengths columns = Lengths.of(config, input, 1);
    double[] kernel = weights.values(weighted, 0);
    double[] bias = weights.values(weighted++, 1);
    double[][] y = new double[bias.length][rows.out * columns.out];
    for (int filter = 0; filter < bias.length; filter++) {
      for (int at = 0; at < y[filter].length; at++) {
        double sum = bias[filter];
        for (int tap = 0; tap < rows.kernel * columns.kernel; tap++) {
          int row = rows.place(at / columns.out, tap / columns.kernel);
          int column = columns.place(at % columns.out, tap % columns.kernel);
          boolean inside = row >= 0 && row < rows.in && column >= 0 && column < columns.in;
          for (int channel = 0; inside && channel < x.length; channel++) {
            int place = (filter * x.length + channel) * rows.kernel * columns.kernel + tap;
            sum += x[channel][row * columns.in + column] * kernel[place];
          }
        }
        y[filter][at] = activated(config, sum);
      }
    }
    return y;
  }

  private static double activated(JsonNode config, double z) throws IOException {
    return switch (config.path("activation").asText()) {
      case "linear" -> z;
      case "tanh" -> Math.tanh(z);
      default -> throw new IOException("unknown activation in " + config);
    };
  }

  /** One dimension of a convolution, as Theano's {@code half} places its windows. */
  private record Lengths(int in, int kernel, int stride, int before, int out) {
    static Lengths of(JsonNode config, JsonNode input, int axis) {
      int in = input.path("batch_input_shape").path(axis + 2).asInt();
      int kernel = config.path(axis == 0 ? "nb_row" : "nb_col").asInt();
      int stride = config.path("subsample").path(axis).asInt();
      boolean same = config.path("border_mode").asText().equals("same");
      int out = same ? (in + stride - 1) / stride : (in - kernel) / stride + 1;
      return new Lengths(in, kernel, stride, same ? kernel / 2 : 0, out);
    }

    int place(int window, int tap) {
      return window * stride - before + kernel - 1 - tap;
    }
  }
}
