package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.MatrixProductVertex;
import io.github.dl4jdeeplift.keras.layer.NormalizeVertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code Dot} of vectors and matrices, along one axis of each, normalized or not. */
final class DotTranslator implements LayerTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    if (inputs.size() != 2) {
      throw layer.unsupported("it is called on " + inputs.size() + " inputs, but takes two");
    }
    List<Integer> axes = Axes.read(options, "axes");
    boolean normalized = options.flag("normalize", false);
    int[] dimensions = new int[2];
    Map<Integer, List<Step>> before = new HashMap<>();
    for (int index = 0; index < 2; index++) {
      TensorShape input = inputs.get(index);
      input.requireRank(layer, 1, 2);
      dimensions[index] = Axes.dimension(layer, axes.get(axes.size() == 1 ? 0 : index), input);
      before.put(index, before(layer, index, input, normalized ? dimensions[index] + 1 : 0));
    }
    if (inputs.get(0).size(dimensions[0]) != inputs.get(1).size(dimensions[1])) {
      throw layer.unsupported("axes " + axes + " of its inputs " + inputs + " differ");
    }
    boolean transposeFirst = inputs.get(0).rank() == 2 && dimensions[0] == 0;
    boolean transposeSecond = inputs.get(1).rank() == 2 && dimensions[1] == 1;
    return product(inputs, dimensions, new MatrixProductVertex(transposeFirst, transposeSecond))
        .withBefore(before);
  }

  /** Normalizes where asked to, and makes a matrix of a vector. */
  private static List<Step> before(KerasLayer layer, int index, TensorShape input, int axis) {
    List<Step> steps = new ArrayList<>();
    if (axis > 0) {
      steps.add(new Step.VertexStep(NormalizeVertex.ofLength(axis)));
    }
    if (input.rank() == 1) {
      long size = input.known(layer, 0);
      TensorShape matrix = index == 0 ? TensorShape.of(1, size) : TensorShape.of(size, 1);
      steps.addAll(Reshapes.to(matrix).steps());
    }
    return steps;
  }

  private static Translation product(
      List<TensorShape> inputs, int[] dimensions, MatrixProductVertex vertex) {
    List<Long> sizes = new ArrayList<>();
    List<Long> kept = new ArrayList<>();
    for (int index = 0; index < 2; index++) {
      TensorShape input = inputs.get(index);
      long other = input.rank() == 1 ? 1 : input.size(1 - dimensions[index]);
      sizes.add(other);
      if (input.rank() == 2) {
        kept.add(other);
      }
    }
    Translation product = Translation.of(vertex, new TensorShape(sizes));
    TensorShape output = kept.isEmpty() ? TensorShape.of(1) : new TensorShape(kept);
    return kept.size() == 2 ? product : product.then(Reshapes.to(output));
  }
}
