package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a vertex of this library: what it computes, and how that is explained. It takes
 * arrays channels last, and infers no sizes: it is not for {@code setInputTypes(..)}.
 */
abstract class ComputedVertex extends GraphVertex {
  private static final long serialVersionUID = 1L;

  /** Returns everything that tells this vertex from others of its class. */
  abstract List<Object> options();

  /**
   * Returns the vertex's output, a new array.
   *
   * @param inputs {@code [batch, ...]} in C order, the vertex's own
   */
  abstract INDArray compute(INDArray... inputs);

  /**
   * Returns the nodes by which the vertex is explained.
   *
   * @param view the vertex
   */
  abstract Expansion nodes(LayerView<?> view);

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      @Nullable INDArray parametersView,
      boolean initialize,
      DataType dataType) {
    return new ComputedVertexRuntime(graph, name, index, this, dataType);
  }

  @Override
  public GraphVertex clone() {
    return this; // it does not change
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType... inputs) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " infers no sizes: build the network without input types");
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    return PredictionMemory.of(
        new LayerMemoryReport.Builder(getClass().getSimpleName(), getClass(), inputs[0], inputs[0]),
        0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ComputedVertex vertex
        && vertex.getClass() == getClass()
        && vertex.options().equals(options());
  }

  @Override
  public int hashCode() {
    return Objects.hash(getClass(), options());
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + options();
  }
}
