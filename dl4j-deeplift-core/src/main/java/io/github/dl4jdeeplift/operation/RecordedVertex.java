package io.github.dl4jdeeplift.operation;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Records the graph of a SameDiffVertex or SameDiffLambdaVertex.
 *
 * @param vertex the vertex's configuration
 * @param parameters its parameters
 * @param dataType type of its values
 */
record RecordedVertex(SameDiffVertex vertex, Map<String, INDArray> parameters, DataType dataType)
    implements Definition {

  @Override
  public Recording record(List<long[]> inputs) {
    SDVertexParams declared = vertex.getVertexParams();
    List<String> names = declared.getInputs();
    SameDiff graph = SameDiff.create();
    Map<String, SDVariable> placeholders = new LinkedHashMap<>();
    Map<String, SDVariable> masks = new LinkedHashMap<>();
    Map<String, INDArray> ones = new HashMap<>();
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      long[] shape = inputs.get(index);
      placeholders.put(name, graph.placeHolder(name, dataType, shape));
      String mask = name + "_mask";
      INDArray one = RecordedLayer.ones(dataType, shape);
      long[] maskShape = one == null ? new long[] {-1, -1} : one.shape().clone();
      maskShape[0] = -1;
      masks.put(name, graph.placeHolder(mask, dataType, maskShape));
      if (one != null) {
        ones.put(mask, one);
      }
    }
    Map<String, SDVariable> variables = new LinkedHashMap<>();
    for (String key : declared.getParamShapes().keySet()) {
      variables.put(key, RecordedLayer.parameter(graph, key, parameters, dataType));
    }
    String output = defined(() -> vertex.defineVertex(graph, placeholders, variables, masks));
    return new Recording(graph, names, output, ones);
  }

  /** Defines the vertex's graph. */
  private interface Defining {
    SDVariable run();
  }

  /**
   * A lambda vertex keeps the inputs of the first graph that it was asked to define, for good: it
   * is made to forget them for the while.
   */
  private String defined(Defining defining) {
    if (!(vertex instanceof SameDiffLambdaVertex)) {
      return defining.run().name();
    }
    synchronized (vertex) {
      @Nullable Object kept = exchanged(null);
      try {
        return defining.run().name();
      } finally {
        exchanged(kept);
      }
    }
  }

  private @Nullable Object exchanged(@Nullable Object inputs) {
    try {
      Field field = SameDiffLambdaVertex.class.getDeclaredField("inputs");
      field.setAccessible(true);
      Object before = field.get(vertex);
      field.set(vertex, inputs);
      return before;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a SameDiffLambdaVertex of another version", e);
    }
  }
}
