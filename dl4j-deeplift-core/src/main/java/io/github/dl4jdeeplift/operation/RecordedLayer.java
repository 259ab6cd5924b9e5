package io.github.dl4jdeeplift.operation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffOutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Records the graph of a SameDiffLayer, SameDiffLambdaLayer or SameDiffOutputLayer, the
 * placeholders named and shaped as Deeplearning4j does.
 *
 * @param layer the layer's configuration
 * @param parameters its parameters
 * @param dataType type of its values
 */
record RecordedLayer(
    AbstractSameDiffLayer layer, Map<String, INDArray> parameters, DataType dataType)
    implements Definition {
  private static final String INPUT = "input";
  private static final String MASK = "mask";
  private static final String LABELS = "labels";

  @Override
  public Recording record(List<long[]> inputs) {
    long[] shape = inputs.get(0);
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.placeHolder(INPUT, dataType, shape);
    Map<String, SDVariable> variables = new LinkedHashMap<>();
    layer
        .getLayerParams()
        .getParamShapes()
        .keySet()
        .forEach(key -> variables.put(key, parameter(graph, key)));
    if (layer instanceof SameDiffOutputLayer output) {
      SDVariable labels =
          output.labelsRequired() ? graph.placeHolder(LABELS, dataType, -1, -1) : null;
      output.defineLayer(graph, input, labels, variables);
      return new Recording(graph, List.of(INPUT), output.activationsVertexName(), Map.of());
    }
    long[] maskShape = new long[shape.length];
    Arrays.fill(maskShape, -1);
    SDVariable mask = graph.placeHolder(MASK, dataType, maskShape);
    SDVariable result = ((SameDiffLayer) layer).defineLayer(graph, input, variables, mask);
    INDArray ones = ones(dataType, shape);
    return new Recording(
        graph, List.of(INPUT), result.name(), ones == null ? Map.of() : Map.of(MASK, ones));
  }

  private SDVariable parameter(SameDiff graph, String key) {
    return parameter(graph, key, parameters, dataType);
  }

  static SDVariable parameter(
      SameDiff graph, String key, Map<String, INDArray> parameters, DataType dataType) {
    INDArray value = parameters.get(key);
    if (value == null) {
      throw new IllegalStateException("has no parameter '" + key + "'");
    }
    return graph.var(key, value.dup('c').castTo(dataType));
  }

  /** Returns the mask of one example that Deeplearning4j makes where none is given. */
  static @Nullable INDArray ones(DataType dataType, long... shape) {
    return switch (shape.length) {
      case 2 -> Nd4j.ones(dataType, 1, 1);
      case 3 -> shape[2] < 0 ? null : Nd4j.ones(dataType, 1, shape[2]);
      case 4 -> Nd4j.ones(dataType, 1, 1, 1, 1);
      case 5 -> Nd4j.ones(dataType, 1, 1, 1, 1, 1);
      default -> null;
    };
  }
}
