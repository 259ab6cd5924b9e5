package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.ConcatenateVertex;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** {@code Concatenate} along any axis but the batch. */
final class ConcatenateTranslator implements LayerTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    TensorShape output = inputs.get(0);
    List<Integer> axes = Axes.read(options, "axis");
    if (inputs.size() < 2 || axes.size() != 1) {
      throw layer.unsupported("it is called on " + inputs.size() + " inputs along axis " + axes);
    }
    return joined(layer, Axes.dimension(layer, axes.get(0), output), inputs);
  }

  /**
   * Returns the vertex that puts inputs one behind the other.
   *
   * @param axis the dimension, the batch not counted
   */
  static Translation joined(KerasLayer layer, int axis, List<TensorShape> inputs) {
    TensorShape output = inputs.get(0);
    for (TensorShape input : inputs.subList(1, inputs.size())) {
      if (input.rank() != output.rank() || !input.with(axis, 0).equals(output.with(axis, 0))) {
        throw layer.unsupported("its inputs " + inputs + " differ beside axis " + (axis + 1));
      }
      boolean open = input.size(axis) < 0 || output.size(axis) < 0;
      output = output.with(axis, open ? TensorShape.UNKNOWN : output.size(axis) + input.size(axis));
    }
    return Translation.of(vertex(axis + 1), output);
  }

  /** A clone of Deeplearning4j's own vertex merges along axis 1 again, whatever its axis was. */
  private static GraphVertex vertex(int axis) {
    return axis == MergeVertex.DEFAULT_MERGE_DIM ? new MergeVertex() : new ConcatenateVertex(axis);
  }
}
