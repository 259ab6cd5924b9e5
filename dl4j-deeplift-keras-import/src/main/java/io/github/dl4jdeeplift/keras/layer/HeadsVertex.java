package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.ExpansionBuilder;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.SoftmaxRule;
import io.github.dl4jdeeplift.rule.arithmetic.MatrixProductRule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import io.github.dl4jdeeplift.rule.mask.MaskedRule;
import io.github.dl4jdeeplift.rule.mask.MaskedScoresRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The heart of attention (Vaswani et al. 2017): in each head softmax(scale·Q·Kᵀ)·V, without
 * weights. Inputs are queries {@code [batch, time, heads · size]}, keys {@code [batch, steps, heads
 * · size]} and values {@code [batch, steps, heads · width]}; the output is {@code [batch, time,
 * heads · width]}. A mask {@code [batch, steps]} may come behind: masked keys get no weight, and
 * queries that are masked give all keys the same, as Keras's layers do.
 */
public final class HeadsVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private static final int INPUTS = 3;

  private static final double REMOVED = -1e9;

  private final int heads;
  private final double scale;
  private final boolean keysMasked;
  private final boolean queriesMasked;

  /**
   * Makes the vertex without masks.
   *
   * @param heads number of heads
   * @param scale factor of the scores
   */
  public HeadsVertex(int heads, double scale) {
    this(heads, scale, /* keysMasked= */ false, /* queriesMasked= */ false);
  }

  /**
   * Makes the vertex.
   *
   * @param heads number of heads
   * @param scale factor of the scores
   * @param keysMasked whether the mask is that of keys
   * @param queriesMasked whether the mask is that of queries
   */
  @JsonCreator
  public HeadsVertex(
      @JsonProperty("heads") int heads,
      @JsonProperty("scale") double scale,
      @JsonProperty("keysMasked") boolean keysMasked,
      @JsonProperty("queriesMasked") boolean queriesMasked) {
    this.heads = heads;
    this.scale = scale;
    this.keysMasked = keysMasked;
    this.queriesMasked = queriesMasked;
  }

  /** Returns the number of heads. */
  public int getHeads() {
    return heads;
  }

  /** Returns the factor of the scores. */
  public double getScale() {
    return scale;
  }

  /** Returns whether the mask is that of keys. */
  public boolean isKeysMasked() {
    return keysMasked;
  }

  /** Returns whether the mask is that of queries. */
  public boolean isQueriesMasked() {
    return queriesMasked;
  }

  @Override
  List<Object> options() {
    return List.of(heads, scale, keysMasked, queriesMasked);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    INDArray queries = inputs[0];
    long[] shape = {queries.size(0), queries.size(1), inputs[2].size(2)};
    INDArray output = Nd4j.create(queries.dataType(), shape, 'c');
    for (long example = 0; example < queries.size(0); example++) {
      for (int head = 0; head < heads; head++) {
        INDArray ofKeys = part(inputs[1], example, head).transpose();
        INDArray scores = part(queries, example, head).mmul(ofKeys).muli(scale);
        if (keysMasked) {
          INDArray mask = inputs[INPUTS].getRow(example, true).dup();
          scores.muliRowVector(mask).addiRowVector(mask.rsub(1).mul(REMOVED));
        }
        if (queriesMasked) {
          scores.muliColumnVector(inputs[INPUTS].getRow(example, true).dup().transpose());
        }
        INDArray weights = Transforms.softmax(scores.dup('c'), true);
        view(output, example, head).assign(weights.mmul(part(inputs[2], example, head)));
      }
    }
    return output;
  }

  private INDArray part(INDArray sequences, long example, int head) {
    return view(sequences, example, head).dup('c');
  }

  private INDArray view(INDArray sequences, long example, int head) {
    long size = sequences.size(2) / heads;
    return sequences.get(
        NDArrayIndex.point(example),
        NDArrayIndex.all(),
        NDArrayIndex.interval(head * size, (head + 1) * size));
  }

  /**
   * Returns the nodes by which the vertex is explained: scores and the weighted sum of values are
   * matrix products (2016 paper, section 2.3.5), softmax has its log-mean Jacobian.
   */
  @Override
  Expansion nodes(LayerView<?> view) {
    INDArray factor = Nd4j.scalar(view.dataType(), scale);
    INDArray none = Nd4j.scalar(view.dataType(), 0);
    int mask = Expansion.input(INPUTS);
    ExpansionBuilder nodes = new ExpansionBuilder();
    int queries = split(nodes, nodes.add(new ScaleShiftRule(factor, none), Expansion.input(0)));
    int keys = split(nodes, Expansion.input(1));
    int values = split(nodes, Expansion.input(2));
    int scores = nodes.add(new MatrixProductRule(false, true), queries, keys);
    if (keysMasked) {
      scores = nodes.add(MaskedRule.product(2), scores, mask);
      scores = nodes.add(new MaskedScoresRule(), scores, mask);
    }
    if (queriesMasked) {
      scores = nodes.add(MaskedRule.product(1), scores, mask);
    }
    int weights = nodes.add(new SoftmaxRule(), scores);
    int attended = nodes.add(new MatrixProductRule(), weights, values);
    nodes.chain(attended, new PermuteRule(0, 2, 1, 3), new ReshapeRule(HeadsVertex::joined));
    return nodes.build();
  }

  /** Adds nodes to {@code [heads, steps, size]}, and returns the place of the last. */
  private int split(ExpansionBuilder nodes, int from) {
    return nodes.chain(from, new ReshapeRule(this::divided), new PermuteRule(0, 2, 1, 3));
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
    return new HeadsRuntime(graph, name, index, this, dataType);
  }

  @Override
  public int minVertexInputs() {
    return keysMasked || queriesMasked ? INPUTS + 1 : INPUTS;
  }

  @Override
  public int maxVertexInputs() {
    return minVertexInputs();
  }
}
