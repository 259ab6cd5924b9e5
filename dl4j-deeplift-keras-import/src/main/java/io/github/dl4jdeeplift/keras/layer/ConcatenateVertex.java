package io.github.dl4jdeeplift.keras.layer;

import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Concatenation along an axis of choice that survives {@link #clone()}: Deeplearning4j's own vertex
 * loses its axis there, and with it {@code ComputationGraph.clone()}, without an error.
 */
public final class ConcatenateVertex extends MergeVertex {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the vertex.
   *
   * @param mergeAxis the axis, the batch being 0
   */
  public ConcatenateVertex(@JsonProperty("mergeAxis") int mergeAxis) {
    setMergeAxis(mergeAxis);
  }

  @Override
  public ConcatenateVertex clone() {
    return new ConcatenateVertex(getMergeAxis());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConcatenateVertex vertex && vertex.getMergeAxis() == getMergeAxis();
  }

  @Override
  public int hashCode() {
    return Objects.hash(getMergeAxis());
  }

  @Override
  public String toString() {
    return "ConcatenateVertex(axis=" + getMergeAxis() + ")";
  }
}
