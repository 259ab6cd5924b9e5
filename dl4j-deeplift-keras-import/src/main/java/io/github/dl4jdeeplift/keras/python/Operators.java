package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dl4jdeeplift.keras.python.Expression.Binary;
import io.github.dl4jdeeplift.keras.python.Expression.Constant;
import io.github.dl4jdeeplift.keras.python.Expression.Negative;
import java.util.Map;
import java.util.Optional;

/** Python's operators of two operands, and what they make of two numbers. */
final class Operators {
  private static final String DIVIDE = "/";

  /** What Python 2 makes of whole numbers by the operator / too. */
  private static final String FLOOR_DIVIDE = "//";

  private static final Map<String, String> BY_NAME =
      Map.of(
          "ADD", "+",
          "SUBTRACT", "-",
          "MULTIPLY", "*",
          "DIVIDE", DIVIDE,
          "TRUE_DIVIDE", DIVIDE,
          "POWER", "**");

  /** From Python 3.11 on one instruction has the operators as its argument. */
  private static final Map<Integer, String> BY_NUMBER =
      Map.ofEntries(
          Map.entry(0, "+"),
          Map.entry(5, "*"),
          Map.entry(8, "**"),
          Map.entry(10, "-"),
          Map.entry(11, DIVIDE),
          Map.entry(13, "+"),
          Map.entry(18, "*"),
          Map.entry(21, "**"),
          Map.entry(23, "-"),
          Map.entry(24, DIVIDE));

  private Operators() {}

  /** Returns the operator of an instruction; empty where it is none that is known. */
  static Optional<String> of(Instruction instruction) {
    String name = instruction.name();
    if (name.equals("BINARY_OP")) {
      return Optional.ofNullable(BY_NUMBER.get(instruction.argument()));
    }
    int end = name.indexOf('_');
    boolean binary = name.startsWith("BINARY_") || name.startsWith("INPLACE_");
    return binary ? Optional.ofNullable(BY_NAME.get(name.substring(end + 1))) : Optional.empty();
  }

  /** Returns the result of an operator, a number where both operands are. */
  static Expression apply(String operator, Expression left, Expression right, boolean isPython2) {
    if (!isNumber(left) || !isNumber(right)) {
      return new Binary(operator, left, right);
    }
    JsonNode first = ((Constant) left).value();
    JsonNode second = ((Constant) right).value();
    boolean whole = first.isIntegralNumber() && second.isIntegralNumber();
    if (operator.equals(DIVIDE) && ((isPython2 && whole) || second.doubleValue() == 0)) {
      return new Binary(FLOOR_DIVIDE, left, right);
    }
    if (whole && !operator.equals(DIVIDE)) {
      return ofWhole(operator, left, right);
    }
    return new Constant(
        JsonNodeFactory.instance.numberNode(
            compute(operator, first.doubleValue(), second.doubleValue())));
  }

  private static double compute(String operator, double left, double right) {
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case DIVIDE -> left / right;
      default -> Math.pow(left, right);
    };
  }

  /** Powers of whole numbers stay as they are written, and are refused. */
  private static Expression ofWhole(String operator, Expression left, Expression right) {
    long first = ((Constant) left).value().longValue();
    long second = ((Constant) right).value().longValue();
    try {
      long result =
          switch (operator) {
            case "+" -> Math.addExact(first, second);
            case "-" -> Math.subtractExact(first, second);
            case "*" -> Math.multiplyExact(first, second);
            default -> throw new ArithmeticException(operator);
          };
      return new Constant(JsonNodeFactory.instance.numberNode(result));
    } catch (ArithmeticException tooLarge) {
      return new Binary(operator, left, right);
    }
  }

  /** Returns a negated operand, a number where it is one. */
  static Expression negative(Expression operand) {
    return isNumber(operand)
        ? apply("*", operand, new Constant(JsonNodeFactory.instance.numberNode(-1L)), false)
        : new Negative(operand);
  }

  private static boolean isNumber(Expression operand) {
    return operand instanceof Constant constant && constant.value().isNumber();
  }
}
