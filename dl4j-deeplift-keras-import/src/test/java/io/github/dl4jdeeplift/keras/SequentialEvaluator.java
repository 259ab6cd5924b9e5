package io.github.dl4jdeeplift.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.dataset.ContiguousDataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Computes what a file of Conv1D, Flatten and Dense layers says, by loops over its own bytes: the
 * configuration is found as text, weights lie where the intact file has them. It shares nothing
 * with the importer.
 */
final class SequentialEvaluator {
  private final byte[] bytes;
  private final HdfFile intact;

  SequentialEvaluator(byte[] bytes, HdfFile intact) {
    this.bytes = bytes;
    this.intact = intact;
  }

  /** Returns the output for one sequence of [positions][channels]. */
  double[] output(double[][] sequence) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    JsonNode model = new ObjectMapper().readTree(text.substring(text.indexOf("{\"class_name\"")));
    double[][] value = sequence;
    for (JsonNode layer : model.path("config").path("layers")) {
      JsonNode config = layer.path("config");
      switch (layer.path("class_name").asText()) {
        case "InputLayer" -> {}
        case "Conv1D" -> value = convolution(value, config);
        case "Flatten" ->
            value = new double[][] {Arrays.stream(value).flatMapToDouble(Arrays::stream).toArray()};
        case "Dense" -> value = new double[][] {dense(value[0], config)};
        default -> throw new IOException("unknown " + layer);
      }
    }
    return value[0];
  }

  private double[][] convolution(double[][] x, JsonNode config) throws IOException {
    int stride = config.path("strides").path(0).asInt();
    int dilation = config.path("dilation_rate").path(0).asInt();
    int width = config.path("kernel_size").path(0).asInt();
    int filters = config.path("filters").asInt();
    int span = (width - 1) * dilation + 1;
    boolean same = config.path("padding").asText().equals("same");
    int length = same ? (x.length + stride - 1) / stride : (x.length - span) / stride + 1;
    int left = same ? Math.max((length - 1) * stride + span - x.length, 0) / 2 : 0;
    double[] kernel = weights("conv1d/conv1d/kernel:0");
    double[] bias = weights("conv1d/conv1d/bias:0");
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

  private double[] dense(double[] x, JsonNode config) throws IOException {
    double[] kernel = weights("dense/dense/kernel:0");
    double[] y = weights("dense/dense/bias:0");
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
      default -> throw new IOException("unknown activation in " + config);
    };
  }

  private double[] weights(String path) {
    ContiguousDataset dataset =
        (ContiguousDataset) intact.getDatasetByPath("/model_weights/" + path);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[(int) dataset.getSize()];
    for (int index = 0; index < values.length; index++) {
      values[index] = buffer.getFloat((int) dataset.getDataAddress() + 4 * index);
    }
    return values;
  }
}
