package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.python.Expression.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** The instructions by which versions of Python call functions. */
final class Calls {
  private static final int BYTE = 0xFF;
  private static final int BYTE_BITS = 8;

  private final Stack stack;
  private List<String> names = List.of();

  Calls(Stack stack) {
    this.stack = stack;
  }

  /**
   * Follows an instruction if it belongs to a call.
   *
   * @param instruction its name
   * @param argument its argument
   * @param constants the function's constants
   * @return whether it does
   */
  boolean call(String instruction, int argument, IntFunction<Expression> constants) {
    switch (instruction) {
      case "PUSH_NULL" -> stack.push(Stack.NOTHING);
      case "KW_NAMES" -> names = namesIn(constants.apply(argument));
      case "CALL_FUNCTION" -> pairs(argument & BYTE, argument >> BYTE_BITS);
      case "CALL_FUNCTION_KW" -> {
        names = namesIn(stack.pop());
        List<Expression> arguments = stack.pop(argument);
        call(stack.pop(), arguments);
      }
      case "CALL", "CALL_METHOD" -> {
        List<Expression> arguments = stack.pop(argument);
        call(called(), arguments);
      }
      case "CALL_KW" -> {
        names = namesIn(stack.pop());
        List<Expression> arguments = stack.pop(argument);
        call(called(), arguments);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Python 2 puts the name of an argument before its value; Python 3 has no such pairs. */
  private void pairs(int byPlace, int byName) {
    List<Expression> pairs = stack.pop(2 * byName);
    List<Expression> arguments = new ArrayList<>(stack.pop(byPlace));
    List<String> found = new ArrayList<>();
    for (int index = 0; index < pairs.size(); index += 2) {
      found.add(textIn(pairs.get(index).constant()));
      arguments.add(pairs.get(index + 1));
    }
    names = found;
    call(stack.pop(), arguments);
  }

  /** Python puts a function and an empty place, in either order, before the arguments. */
  private Expression called() {
    Expression upper = stack.pop();
    Expression lower = stack.pop();
    if (upper == Stack.NOTHING) { // the mark itself, not one like it
      return lower;
    }
    if (lower == Stack.NOTHING) {
      return upper;
    }
    throw CodeParts.damaged();
  }

  private void call(Expression function, List<Expression> arguments) {
    int byPlace = arguments.size() - names.size();
    if (byPlace < 0) {
      throw CodeParts.damaged();
    }
    Map<String, Expression> named = new LinkedHashMap<>();
    for (int index = 0; index < names.size(); index++) {
      named.put(names.get(index), arguments.get(byPlace + index));
    }
    names = List.of();
    List<Expression> parts = new ArrayList<>(arguments);
    parts.add(function);
    stack.push(new Call(function, arguments.subList(0, byPlace), named), parts);
  }

  private static List<String> namesIn(Expression constant) {
    JsonNode list = constant.constant().filter(JsonNode::isArray).orElseThrow(CodeParts::damaged);
    List<String> names = new ArrayList<>();
    list.forEach(name -> names.add(textIn(Optional.of(name))));
    return names;
  }

  private static String textIn(Optional<JsonNode> constant) {
    return constant.filter(JsonNode::isTextual).orElseThrow(CodeParts::damaged).textValue();
  }
}
