package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a function computes; its text is Python's, with tuples as lists. */
public sealed interface Expression {
  /**
   * The function's first argument.
   *
   * @param name its name
   */
  record Argument(String name) implements Expression {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A constant.
   *
   * @param value its value
   */
  record Constant(JsonNode value) implements Expression {
    @Override
    public Optional<JsonNode> constant() {
      return Optional.of(value);
    }

    @Override
    public String toString() {
      return Constants.text(value);
    }
  }

  /**
   * A global name or a module; what it stands for is not written in the file.
   *
   * @param path the name, such as {@code K}, or an imported module's, such as {@code keras.backend}
   */
  record Name(String path) implements Expression {
    @Override
    public Optional<String> dotted() {
      return Optional.of(path);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /**
   * {@code of.name}.
   *
   * @param of whose attribute
   * @param name which
   */
  record Attribute(Expression of, String name) implements Expression {
    @Override
    public Optional<String> dotted() {
      return of.dotted().map(path -> path + "." + name);
    }

    @Override
    public String toString() {
      return inside(of) + "." + name;
    }
  }

  /**
   * {@code of[index]}.
   *
   * @param of of what
   * @param index a constant, a slice, or a list of them
   */
  record Subscript(Expression of, Expression index) implements Expression {
    @Override
    public String toString() {
      String list = index.toString();
      boolean several = list.startsWith("[") && list.length() > 2;
      return inside(of) + "[" + (several ? list.substring(1, list.length() - 1) : list) + "]";
    }
  }

  /**
   * {@code start:stop:step}.
   *
   * @param start first cell, or None
   * @param stop one past the last, or None
   * @param step step, or None
   */
  record Slice(Expression start, Expression stop, Expression step) implements Expression {
    @Override
    public Optional<JsonNode> constant() {
      Optional<JsonNode> first = start.constant();
      Optional<JsonNode> last = stop.constant();
      Optional<JsonNode> by = step.constant();
      if (first.isEmpty() || last.isEmpty() || by.isEmpty()) {
        return Optional.empty();
      }
      ObjectNode slice = JsonNodeFactory.instance.objectNode();
      slice.set("start", first.get());
      slice.set("stop", last.get());
      slice.set("step", by.get());
      return Optional.of(slice);
    }

    @Override
    public String toString() {
      String rest = step.toString().equals("None") ? "" : ":" + step;
      return bound(start) + ":" + bound(stop) + rest;
    }

    private static String bound(Expression bound) {
      return bound.toString().equals("None") ? "" : bound.toString();
    }
  }

  /**
   * {@code of(arguments, name=named)}.
   *
   * @param of what is called
   * @param arguments arguments by place
   * @param named arguments by name
   */
  record Call(Expression of, List<Expression> arguments, Map<String, Expression> named)
      implements Expression {
    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
      named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    @Override
    public String toString() {
      Stream<String> byName = named.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
      return Stream.concat(arguments.stream().map(Object::toString), byName)
          .collect(Collectors.joining(", ", inside(of) + "(", ")"));
    }
  }

  /**
   * {@code left + right} and the like.
   *
   * @param operator Python's sign
   * @param left what stands before it
   * @param right what stands behind it
   */
  record Binary(String operator, Expression left, Expression right) implements Expression {
    @Override
    public String toString() {
      return inside(left) + " " + operator + " " + inside(right);
    }
  }

  /**
   * {@code -of}.
   *
   * @param of of what
   */
  record Negative(Expression of) implements Expression {
    @Override
    public String toString() {
      return "-" + inside(of);
    }
  }

  /**
   * A tuple or a list.
   *
   * @param elements its elements
   */
  record Sequence(List<Expression> elements) implements Expression {
    /** Copies the elements. */
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public Optional<JsonNode> constant() {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (Expression element : elements) {
        Optional<JsonNode> value = element.constant();
        if (value.isEmpty()) {
          return value;
        }
        list.add(value.get());
      }
      return Optional.of(list);
    }

    @Override
    public String toString() {
      return elements.toString();
    }
  }

  /** Returns its value where it is a constant, or made of constants. */
  default Optional<JsonNode> constant() {
    return Optional.empty();
  }

  /** Returns its path where it is a name or an attribute of one, such as {@code tf.nn.relu}. */
  default Optional<String> dotted() {
    return Optional.empty();
  }

  private static String inside(Expression part) {
    boolean bare = !(part instanceof Binary || part instanceof Negative);
    return bare ? part.toString() : "(" + part + ")";
  }
}
