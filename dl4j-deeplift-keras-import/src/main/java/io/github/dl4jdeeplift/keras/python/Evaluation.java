package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dl4jdeeplift.keras.python.Expression.Argument;
import io.github.dl4jdeeplift.keras.python.Expression.Attribute;
import io.github.dl4jdeeplift.keras.python.Expression.Constant;
import io.github.dl4jdeeplift.keras.python.Expression.Name;
import io.github.dl4jdeeplift.keras.python.Expression.Sequence;
import io.github.dl4jdeeplift.keras.python.Expression.Slice;
import io.github.dl4jdeeplift.keras.python.Expression.Subscript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a function's instructions from the first to its return and notes what each would compute.
 * A branch, a loop or any instruction that is not listed here is refused.
 */
final class Evaluation {
  private static final int MOST_INSTRUCTIONS = 1000;
  private static final Expression NONE = new Constant(JsonNodeFactory.instance.nullNode());

  private final CodeObject code;
  private final PythonVersion version;
  private final Stack stack = new Stack();
  private final Calls calls = new Calls(stack);
  private final Map<String, Expression> variables = new HashMap<>();
  private final boolean hasMarkedNames;
  private final boolean hasMarkedAttributes;

  private Evaluation(CodeObject code, PythonVersion version) {
    this.code = code;
    this.version = version;
    this.hasMarkedNames = version.layout() == CodeLayout.PYTHON_3_11;
    this.hasMarkedAttributes =
        version.operations().values().stream()
                .noneMatch(operation -> operation.name().equals("LOAD_METHOD"))
            && hasMarkedNames;
  }

  /**
   * Returns what a function computes.
   *
   * @param code the function
   * @param instructions its instructions
   * @param version whose they are
   * @param values values of its other arguments and of variables around it, by name
   * @throws UnknownCodeException if it does what is not known here
   */
  static Expression of(
      CodeObject code,
      List<Instruction> instructions,
      PythonVersion version,
      Map<String, JsonNode> values) {
    code.requirePlain();
    Evaluation evaluation = new Evaluation(code, version);
    values.forEach((name, value) -> evaluation.variables.put(name, new Constant(value)));
    if (code.arguments() > 0) {
      String first = code.locals().get(0);
      evaluation.variables.put(first, new Argument(first.startsWith(".") ? "inputs" : first));
    }
    return evaluation.follow(instructions);
  }

  private Expression follow(List<Instruction> instructions) {
    if (instructions.size() > MOST_INSTRUCTIONS) {
      throw new UnknownCodeException("has more than " + MOST_INSTRUCTIONS + " instructions");
    }
    for (Instruction instruction : instructions) {
      if (instruction.name().equals("RETURN_VALUE")) {
        return stack.pop();
      }
      if (instruction.name().equals("RETURN_CONST")) {
        return constant(instruction.argument());
      }
      step(instruction);
    }
    throw CodeParts.damaged();
  }

  private void step(Instruction instruction) {
    Optional<String> operator = Operators.of(instruction);
    if (operator.isPresent()) {
      List<Expression> operands = stack.pop(2);
      stack.push(
          Operators.apply(operator.get(), operands.get(0), operands.get(1), version.isPython2()),
          operands);
    } else if (!load(instruction.name(), instruction.argument())
        && !build(instruction.name(), instruction.argument())
        && !calls.call(instruction.name(), instruction.argument(), this::constant)) {
      throw new UnknownCodeException("has the instruction " + instruction.name());
    }
  }

  private boolean load(String name, int argument) {
    switch (name) {
      case "RESUME", "NOP", "COPY_FREE_VARS", "PRECALL" -> {}
      case "LOAD_FAST", "LOAD_FAST_CHECK" -> stack.push(variable(code.locals(), argument));
      case "LOAD_FAST_LOAD_FAST" -> {
        stack.push(variable(code.locals(), argument >> 4));
        stack.push(variable(code.locals(), argument & 15));
      }
      case "STORE_FAST" -> store(argument);
      case "STORE_FAST_STORE_FAST" -> {
        store(argument >> 4);
        store(argument & 15);
      }
      case "STORE_FAST_LOAD_FAST" -> {
        store(argument >> 4);
        stack.push(variable(code.locals(), argument & 15));
      }
      case "LOAD_DEREF" ->
          stack.push(variable(hasMarkedNames ? code.locals() : code.free(), argument));
      case "LOAD_CONST" -> stack.push(constant(argument));
      case "LOAD_GLOBAL" -> global(argument);
      case "LOAD_ATTR" -> attribute(argument);
      case "LOAD_METHOD" -> method(argument);
      case "IMPORT_NAME" -> imported(argument);
      case "IMPORT_FROM" -> {
        stack.copy(1);
        stack.push(new Attribute(stack.pop(), name(argument)));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean build(String name, int argument) {
    switch (name) {
      case "POP_TOP" -> stack.pop();
      case "DUP_TOP" -> stack.copy(1);
      case "COPY" -> stack.copy(argument);
      case "SWAP" -> stack.swap(argument);
      case "ROT_TWO" -> stack.rotate(2);
      case "ROT_THREE" -> stack.rotate(3);
      case "UNARY_NEGATIVE" -> {
        List<Expression> operand = stack.pop(1);
        stack.push(Operators.negative(operand.get(0)), operand);
      }
      case "UNARY_POSITIVE" -> stack.copy(1);
      case "BINARY_SUBSCR" -> subscript(stack.pop(2));
      case "BINARY_SLICE" -> slice(stack.pop(2));
      case "SLICE+0" -> slice(List.of(NONE, NONE));
      case "SLICE+1" -> slice(List.of(stack.pop(), NONE));
      case "SLICE+2" -> slice(List.of(NONE, stack.pop()));
      case "SLICE+3" -> slice(stack.pop(2));
      case "BUILD_SLICE" -> {
        List<Expression> bounds = stack.pop(argument);
        stack.push(sliceOf(bounds), bounds);
      }
      case "BUILD_TUPLE", "BUILD_LIST" -> {
        List<Expression> elements = stack.pop(argument);
        stack.push(new Sequence(elements), elements);
      }
      case "LIST_EXTEND" -> extend(argument);
      case "LIST_TO_TUPLE" -> {}
      case "UNPACK_SEQUENCE" -> unpack(argument);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Slice sliceOf(List<Expression> bounds) {
    if (bounds.size() < 2 || bounds.size() > 3) {
      throw CodeParts.damaged();
    }
    return new Slice(bounds.get(0), bounds.get(1), bounds.size() == 3 ? bounds.get(2) : NONE);
  }

  private void subscript(List<Expression> operands) {
    stack.push(new Subscript(operands.get(0), operands.get(1)), operands);
  }

  private void slice(List<Expression> bounds) {
    Expression of = stack.pop();
    stack.push(sliceOf(bounds), bounds);
    subscript(List.of(of, stack.pop()));
  }

  /** A list that Python makes of a constant tuple. */
  private void extend(int place) {
    Expression more = stack.pop();
    Expression list = stack.pop();
    if (place != 1 || !list.equals(new Sequence(List.of()))) {
      throw new UnknownCodeException("extends a list");
    }
    stack.push(more);
  }

  private void unpack(int count) {
    Expression sequence = stack.pop();
    for (int index = count - 1; index >= 0; index--) {
      Expression place = new Constant(JsonNodeFactory.instance.numberNode((long) index));
      List<Expression> operands = List.of(sequence, place);
      subscript(operands);
    }
  }

  private void store(int place) {
    variables.put(text(code.locals(), place), stack.pop());
  }

  private Expression variable(List<String> names, int place) {
    String name = text(names, place);
    Expression value = variables.get(name);
    if (value == null) {
      throw new UnknownCodeException(
          "takes the value of '" + name + "', which the file does not hold");
    }
    return value;
  }

  private Expression constant(int place) {
    if (place >= code.constants().size()) {
      throw CodeParts.damaged();
    }
    return new Constant(code.constants().get(place));
  }

  private String name(int place) {
    return text(code.names(), place);
  }

  private static String text(List<String> names, int place) {
    if (place >= names.size()) {
      throw CodeParts.damaged();
    }
    return names.get(place);
  }

  /** From Python 3.11 on the lowest bit says that a call follows. */
  private void global(int argument) {
    stack.push(new Name(name(hasMarkedNames ? argument >> 1 : argument)));
    if (hasMarkedNames && (argument & 1) == 1) {
      stack.push(Stack.NOTHING);
    }
  }

  private void attribute(int argument) {
    List<Expression> of = stack.pop(1);
    stack.push(new Attribute(of.get(0), name(hasMarkedAttributes ? argument >> 1 : argument)), of);
    if (hasMarkedAttributes && (argument & 1) == 1) {
      stack.push(Stack.NOTHING);
    }
  }

  private void method(int argument) {
    List<Expression> of = stack.pop(1);
    stack.push(new Attribute(of.get(0), name(argument)), of);
    stack.push(Stack.NOTHING);
  }

  /** {@code import a.b} gives a; {@code from a.b import c} gives a.b first. */
  private void imported(int argument) {
    Expression names = stack.pop();
    String level = stack.pop().toString();
    String path = name(argument);
    if (!level.equals("0") && !level.equals("-1")) {
      throw new UnknownCodeException("imports from the package around it");
    }
    stack.push(new Name(names.equals(NONE) ? path.split("\\.", -1)[0] : path));
  }
}
