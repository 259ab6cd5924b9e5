package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.Expansion.Part;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.SoftmaxRule;
import io.github.dl4jdeeplift.rule.arithmetic.MatrixProductRule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import java.util.ArrayList;
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
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The heart of attention (Vaswani et al. 2017): in each head softmax(scale·Q·Kᵀ)·V, without
 * weights. Inputs are queries {@code [batch, time, heads · size]}, keys {@code [batch, steps, heads
 * · size]} and values {@code [batch, steps, heads · width]}; the output is {@code [batch, time,
 * heads · width]}.
 */
public final class HeadsVertex extends GraphVertex {
  private static final long serialVersionUID = 1L;

  private static final int INPUTS = 3;

  private final int heads;
  private final double scale;

  /**
   * Makes the vertex.
   *
   * @param heads number of heads
   * @param scale factor of the scores
   */
  public HeadsVertex(@JsonProperty("heads") int heads, @JsonProperty("scale") double scale) {
    this.heads = heads;
    this.scale = scale;
  }

  /** Returns the number of heads. */
  public int getHeads() {
    return heads;
  }

  /** Returns the factor of the scores. */
  public double getScale() {
    return scale;
  }

  /**
   * Returns the nodes by which the vertex is explained: scores and the weighted sum of values are
   * matrix products (2016 paper, section 2.3.5), softmax has its log-mean Jacobian.
   */
  Expansion nodes(LayerView<?> view) {
    INDArray factor = Nd4j.scalar(view.dataType(), scale);
    INDArray none = Nd4j.scalar(view.dataType(), 0);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(new ScaleShiftRule(factor, none), List.of(Expansion.input(0))));
    int queries = split(parts, 0);
    int keys = split(parts, Expansion.input(1));
    int values = split(parts, Expansion.input(2));
    parts.add(new Part(new MatrixProductRule(false, true), List.of(queries, keys)));
    parts.add(new Part(new SoftmaxRule(), List.of(parts.size() - 1)));
    parts.add(new Part(new MatrixProductRule(), List.of(parts.size() - 1, values)));
    parts.add(new Part(new PermuteRule(0, 2, 1, 3), List.of(parts.size() - 1)));
    parts.add(new Part(new ReshapeRule(HeadsVertex::joined), List.of(parts.size() - 1)));
    return new Expansion(parts);
  }

  /** Adds nodes to {@code [heads, steps, size]}, and returns the place of the last. */
  private int split(List<Part> parts, int from) {
    parts.add(new Part(new ReshapeRule(this::divided), List.of(from)));
    parts.add(new Part(new PermuteRule(0, 2, 1, 3), List.of(parts.size() - 1)));
    return parts.size() - 1;
  }

  private Shape divided(Shape shape) {
    return new Shape(shape.size(0), heads, shape.size(1) / heads);
  }

  private static Shape joined(Shape shape) {
    return new Shape(shape.size(0), shape.size(1) * shape.size(2));
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      @Nullable INDArray parametersView,
      boolean initialize,
      DataType dataType) {
    return new HeadsRuntime(this, graph, name, index, dataType);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    throw new UnsupportedOperationException(
        "attention infers no sizes: build the network without input types");
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    return PredictionMemory.of(
        new LayerMemoryReport.Builder("attention", getClass(), inputs[0], inputs[0]), 0);
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return INPUTS;
  }

  @Override
  public int maxVertexInputs() {
    return INPUTS;
  }

  @Override
  public HeadsVertex clone() {
    return new HeadsVertex(heads, scale);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HeadsVertex vertex
        && vertex.heads == heads
        && Double.compare(vertex.scale, scale) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(heads, scale);
  }

  @Override
  public String toString() {
    return "HeadsVertex(heads=" + heads + ", scale=" + scale + ")";
  }
}
