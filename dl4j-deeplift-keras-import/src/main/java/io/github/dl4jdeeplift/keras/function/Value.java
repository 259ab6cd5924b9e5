package io.github.dl4jdeeplift.keras.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a part of an expression is. */
sealed interface Value {
  /**
   * A tensor.
   *
   * @param layer name of the layer whose output it is
   */
  record Tensor(String layer) implements Value {}

  /**
   * A list in which tensors are.
   *
   * @param elements its elements
   */
  record Many(List<Value> elements) implements Value {
    /** Copies the elements. */
    public Many {
      elements = List.copyOf(elements);
    }
  }

  /**
   * A constant.
   *
   * @param value its value
   */
  record Fixed(JsonNode value) implements Value {}
}
