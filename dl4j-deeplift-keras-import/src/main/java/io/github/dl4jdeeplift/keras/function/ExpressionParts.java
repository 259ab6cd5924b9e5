package io.github.dl4jdeeplift.keras.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dl4jdeeplift.keras.function.FunctionTable.Row;
import io.github.dl4jdeeplift.keras.function.Value.Fixed;
import io.github.dl4jdeeplift.keras.function.Value.Many;
import io.github.dl4jdeeplift.keras.function.Value.Tensor;
import io.github.dl4jdeeplift.keras.python.Expression;
import io.github.dl4jdeeplift.keras.python.Expression.Argument;
import io.github.dl4jdeeplift.keras.python.Expression.Binary;
import io.github.dl4jdeeplift.keras.python.Expression.Call;
import io.github.dl4jdeeplift.keras.python.Expression.Negative;
import io.github.dl4jdeeplift.keras.python.Expression.Sequence;
import io.github.dl4jdeeplift.keras.python.Expression.Subscript;
import io.github.dl4jdeeplift.keras.python.UnknownCodeException;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the parts that compute an expression. */
final class ExpressionParts {
  private static final String OTHER = "x2";

  private static final Map<String, String> OPERATIONS =
      Map.of("+", "Add", "-", "Subtract", "*", "Multiply", "/", "TrueDivide", "**", "Power");

  private final LambdaParts parts;

  /** A variable that is taken twice is computed once. */
  private final IdentityHashMap<Expression, Value> known = new IdentityHashMap<>();

  private ExpressionParts(LambdaParts parts) {
    this.parts = parts;
  }

  /**
   * Makes the parts.
   *
   * @param expression what is to be computed
   * @param parts where they go; the last is the result
   * @throws UnknownCodeException if something in it is not known, with its name
   */
  static void make(Expression expression, LambdaParts parts) {
    Value result = new ExpressionParts(parts).value(expression);
    if (!(result instanceof Tensor)) {
      throw new UnknownCodeException("returns no single tensor");
    }
    if (!parts.isLast(result)) {
      parts.operation("Identity", result, Map.of());
    }
  }

  private Value value(Expression expression) {
    Value made = known.get(expression);
    if (made == null) {
      made = made(expression);
      known.put(expression, made);
    }
    return made;
  }

  private Value made(Expression expression) {
    if (expression.constant().isPresent()) {
      return new Fixed(expression.constant().get());
    }
    if (expression instanceof Argument) {
      return parts.argument();
    }
    if (expression instanceof Subscript subscript) {
      return subscript(subscript);
    }
    if (expression instanceof Binary binary) {
      return binary(binary);
    }
    if (expression instanceof Negative negative) {
      return parts.operation("Negative", tensor(negative.of()), Map.of());
    }
    if (expression instanceof Sequence sequence) {
      return new Many(sequence.elements().stream().map(this::value).toList());
    }
    return expression instanceof Call call ? call(call) : named(expression);
  }

  private Value tensor(Expression expression) {
    Value value = value(expression);
    if (!(value instanceof Tensor)) {
      throw new UnknownCodeException("takes " + expression + " for a tensor");
    }
    return value;
  }

  private Value subscript(Subscript subscript) {
    JsonNode index =
        subscript
            .index()
            .constant()
            .orElseThrow(() -> new UnknownCodeException("has an index that is not constant"));
    if (value(subscript.of()) instanceof Many many) {
      int place = index.isIntegralNumber() && index.canConvertToInt() ? index.intValue() : -1;
      int size = many.elements().size();
      if (!index.isIntegralNumber() || place < -size || place >= size) {
        throw new UnknownCodeException("takes " + subscript + " of " + size + " tensors");
      }
      return many.elements().get(Math.floorMod(place, size));
    }
    return parts.operation("GetItem", tensor(subscript.of()), Map.of("key", new Fixed(index)));
  }

  private Value binary(Binary binary) {
    String operation = OPERATIONS.get(binary.operator());
    Value left = value(binary.left());
    Value right = value(binary.right());
    boolean lists = left instanceof Many || right instanceof Many;
    if (operation == null || lists || !(left instanceof Tensor || right instanceof Tensor)) {
      throw new UnknownCodeException("computes " + binary);
    }
    return parts.operation(operation, left, Map.of(OTHER, right));
  }

  private Value call(Call call) {
    String path =
        call.of().dotted().orElseThrow(() -> new UnknownCodeException("calls " + call.of()));
    Row row =
        FunctionTable.of(path)
            .orElseThrow(() -> new UnknownCodeException("calls " + path + ", which is not known"));
    Map<String, Value> named = new LinkedHashMap<>();
    call.named().forEach((name, argument) -> named.put(name, value(argument)));
    List<Value> byPlace = call.arguments().stream().map(this::value).toList();
    try {
      Arguments arguments = Arguments.bind(row.signature(), byPlace, named);
      requireKinds(row, arguments);
      return row.meaning().of(parts, arguments);
    } catch (UnknownCodeException e) {
      throw new UnknownCodeException("calls " + path + ", which " + e.getMessage());
    }
  }

  private static void requireKinds(Row row, Arguments arguments) {
    Value first = arguments.first();
    boolean fits =
        row.takesSeveral()
            ? first instanceof Many many
                && many.elements().stream().allMatch(Tensor.class::isInstance)
            : first instanceof Tensor
                || arguments.others().values().stream().anyMatch(Tensor.class::isInstance);
    boolean lists =
        arguments.others().values().stream().anyMatch(Many.class::isInstance)
            || (first instanceof Many && !row.takesSeveral());
    if (!fits || lists) {
      throw new UnknownCodeException(
          "is known for " + (row.takesSeveral() ? "a list of tensors" : "a tensor"));
    }
  }

  /** The types of numbers are the only names with a value. */
  private static Value named(Expression expression) {
    String path = expression.dotted().orElse("");
    if (FunctionTable.named(path).equals("tf.float32")) {
      return new Fixed(JsonNodeFactory.instance.textNode("float32"));
    }
    throw new UnknownCodeException(
        "takes the value of " + expression + ", which is not in the file");
  }
}
