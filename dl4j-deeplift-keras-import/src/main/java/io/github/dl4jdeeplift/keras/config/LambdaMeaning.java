package io.github.dl4jdeeplift.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a {@code Lambda} layer computes, as its user says: the file holds compiled Python code,
 * which is never run. Axes count the batch as 0; negative ones count from the end.
 *
 * @param operation name of the operation in {@code keras.ops}, as its class
 * @param arguments its arguments beside the tensor, by name
 */
public record LambdaMeaning(String operation, Map<String, JsonNode> arguments) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Copies the arguments. */
  public LambdaMeaning {
    arguments = Map.copyOf(arguments);
  }

  /** {@code x[:, ::-1, ::-1]}: positions and bases in the opposite order. */
  public static LambdaMeaning reverseComplement() {
    return reverse(1, 2);
  }

  /** {@code x[:, ::-1]} and the like: dimensions in the opposite order. */
  public static LambdaMeaning reverse(int... axes) {
    return new LambdaMeaning("Flip", Map.of("axis", integers(axes)));
  }

  /**
   * {@code x[:, start:stop]}.
   *
   * @param start first position; negative ones count from the end
   * @param stop one past the last position; negative ones count from the end, 0 is the end
   */
  public static LambdaMeaning positions(int start, int stop) {
    ObjectNode cells = JSON.objectNode().put("start", start).putNull("step");
    cells.set("stop", stop == 0 ? JSON.nullNode() : JSON.numberNode(stop));
    ObjectNode all = JSON.objectNode().putNull("start").putNull("stop").putNull("step");
    return new LambdaMeaning("GetItem", Map.of("slice_spec", JSON.arrayNode().add(all).add(cells)));
  }

  /** The sum along axes, which are left out or stay with size 1. */
  public static LambdaMeaning sum(boolean keepDimensions, int... axes) {
    return reduction("Sum", keepDimensions, axes);
  }

  /** The mean along axes, which are left out or stay with size 1. */
  public static LambdaMeaning mean(boolean keepDimensions, int... axes) {
    return reduction("Mean", keepDimensions, axes);
  }

  /** The maximum along axes, which are left out or stay with size 1. */
  public static LambdaMeaning maximum(boolean keepDimensions, int... axes) {
    return reduction("Max", keepDimensions, axes);
  }

  /** The logarithm of the sum of exponentials along axes, left out or kept with size 1. */
  public static LambdaMeaning logSumExp(boolean keepDimensions, int... axes) {
    return reduction("Logsumexp", keepDimensions, axes);
  }

  /** An axis of size 1 left out. */
  public static LambdaMeaning squeeze(int axis) {
    return new LambdaMeaning("Squeeze", Map.of("axis", integers(axis)));
  }

  /** An axis of size 1 put in. */
  public static LambdaMeaning expandDimensions(int axis) {
    return new LambdaMeaning("ExpandDims", Map.of("axis", integers(axis)));
  }

  /** {@code x * factor}. */
  public static LambdaMeaning times(double factor) {
    return new LambdaMeaning("Multiply", Map.of("x2", JSON.numberNode(factor)));
  }

  /** {@code x + summand}. */
  public static LambdaMeaning plus(double summand) {
    return new LambdaMeaning("Add", Map.of("x2", JSON.numberNode(summand)));
  }

  /** The tensor as it is. */
  public static LambdaMeaning identity() {
    return new LambdaMeaning("Identity", Map.of());
  }

  private static LambdaMeaning reduction(String operation, boolean keepDimensions, int... axes) {
    return new LambdaMeaning(
        operation, Map.of("axis", integers(axes), "keepdims", BooleanNode.valueOf(keepDimensions)));
  }

  private static ArrayNode integers(int... values) {
    ArrayNode list = JSON.arrayNode();
    for (int value : values) {
      list.add(value);
    }
    return list;
  }
}
