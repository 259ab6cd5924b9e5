package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;

/** Merges inputs element by element, repeating those of size 1 in a dimension along it. */
final class Broadcasts {
  private static final Map<Operation, ElementWiseVertex.Op> OF_ONE_SHAPE =
      Map.of(
          Operation.ADD, ElementWiseVertex.Op.Add,
          Operation.SUBTRACT, ElementWiseVertex.Op.Subtract,
          Operation.AVERAGE, ElementWiseVertex.Op.Average,
          Operation.MULTIPLY, ElementWiseVertex.Op.Product,
          Operation.MAXIMUM, ElementWiseVertex.Op.Max);

  private Broadcasts() {}

  /** Returns the vertex for inputs of one rank. */
  static Translation of(KerasLayer layer, Operation operation, List<TensorShape> inputs) {
    TensorShape output = inputs.get(0);
    for (TensorShape input : inputs.subList(1, inputs.size())) {
      output = common(layer, output, input, inputs);
    }
    ElementWiseVertex.Op plain = OF_ONE_SHAPE.get(operation);
    return new HashSet<>(inputs).size() == 1 && plain != null
        ? Translation.of(new ElementWiseVertex(plain), output)
        : Translation.of(new BroadcastVertex(operation), output);
  }

  private static TensorShape common(
      KerasLayer layer, TensorShape one, TensorShape other, List<TensorShape> inputs) {
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < one.rank(); axis++) {
      long a = one.size(axis);
      long b = axis < other.rank() ? other.size(axis) : 0;
      boolean fits =
          a == b || a == 1 || b == 1 || a == TensorShape.UNKNOWN || b == TensorShape.UNKNOWN;
      if (one.rank() != other.rank() || !fits) {
        throw layer.unsupported(
            "its inputs have different shapes "
                + inputs
                + ", which do not fit: bring them to one shape with Keras layers and save the model"
                + " again");
      }
      sizes.add(a == 1 || (a == TensorShape.UNKNOWN && b != 1) ? b : a);
    }
    return new TensorShape(sizes);
  }
}
