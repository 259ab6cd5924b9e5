package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code Add}, {@code Subtract}, {@code Average}, {@code Multiply}, {@code Maximum} and {@code
 * Minimum}. Inputs of fewer dimensions get dimensions of size 1 behind the batch, as in Keras.
 */
record MergeTranslator(Operation operation) implements LayerTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    boolean pairOnly = operation == Operation.SUBTRACT;
    if (inputs.size() < 2 || (pairOnly && inputs.size() > 2)) {
      throw layer.unsupported("it is called on " + inputs.size() + " inputs");
    }
    int rank = inputs.stream().mapToInt(TensorShape::rank).max().orElseThrow();
    List<TensorShape> raised = new ArrayList<>();
    Map<Integer, List<Step>> before = new HashMap<>();
    for (int index = 0; index < inputs.size(); index++) {
      TensorShape input = inputs.get(index);
      raised.add(raised(input, rank));
      if (input.rank() < rank) {
        input.requireKnown(layer);
        before.put(index, Reshapes.to(raised.get(index)).steps());
      }
    }
    return Broadcasts.of(layer, operation, raised).withBefore(before);
  }

  private static TensorShape raised(TensorShape shape, int rank) {
    List<Long> sizes = new ArrayList<>(shape.sizes());
    while (sizes.size() < rank) {
      sizes.add(0, 1L);
    }
    return new TensorShape(sizes);
  }
}
