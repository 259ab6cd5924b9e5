package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.sequence.EachStepRule;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A vertex of this library at each time step: {@code [batch, time, ...]}, of which the vertex
 * inside sees {@code [batch · time, ...]}.
 */
public final class EachStepVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final ComputedVertex underlying;

  /**
   * Makes the vertex.
   *
   * @param underlying the vertex inside, of this library
   * @throws IllegalArgumentException if it is of another one
   */
  public EachStepVertex(@JsonProperty("underlying") GraphVertex underlying) {
    if (!(underlying instanceof ComputedVertex computed)) {
      throw new IllegalArgumentException("not a vertex of this library: " + underlying);
    }
    this.underlying = computed;
  }

  /**
   * Returns whether a vertex may be the one inside.
   *
   * @param vertex the vertex
   */
  public static boolean suits(GraphVertex vertex) {
    return vertex instanceof ComputedVertex;
  }

  /** Returns the vertex inside. */
  public GraphVertex getUnderlying() {
    return underlying;
  }

  @Override
  List<Object> options() {
    return List.of(underlying);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    long[] sequences = inputs[0].shape();
    INDArray[] steps =
        Arrays.stream(inputs)
            .map(input -> input.reshape('c', steps(input.shape())))
            .toArray(INDArray[]::new);
    INDArray output = underlying.compute(steps);
    long[] sizes = new long[output.rank() + 1];
    System.arraycopy(output.shape(), 0, sizes, 1, output.rank());
    sizes[0] = sequences[0];
    sizes[1] = sequences[1];
    return output.dup('c').reshape('c', sizes);
  }

  private static long[] steps(long... sequences) {
    long[] sizes = Arrays.copyOfRange(sequences, 1, sequences.length);
    sizes[0] = sequences[0] * sequences[1];
    return sizes;
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return EachStepRule.of(underlying.nodes(view));
  }
}
