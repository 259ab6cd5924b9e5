package io.github.dl4jdeeplift.keras.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dl4jdeeplift.keras.function.Value.Fixed;
import io.github.dl4jdeeplift.keras.python.UnknownCodeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The arguments of a call by their names.
 *
 * @param first the first, on which the function works
 * @param others the others that are given and not None, and defaults
 */
record Arguments(Value first, Map<String, Value> others) {
  private static final String FIRST = "first";

  /** What functions call their first argument. */
  private static final Set<String> FIRST_NAMES =
      Set.of(
          "x",
          "x1",
          "a",
          "t",
          "input",
          "inputs",
          "input_tensor",
          "tensor",
          "tensors",
          "xs",
          "features",
          "logits",
          "value",
          "values",
          "arrays");

  /** Copies the arguments. */
  Arguments {
    others = Map.copyOf(others);
  }

  /**
   * Binds arguments to the names of a signature.
   *
   * @param signature the names of all arguments but the first
   * @param byPlace arguments by place
   * @param byName arguments by name
   * @throws UnknownCodeException if an argument has no place there
   */
  static Arguments bind(Signature signature, List<Value> byPlace, Map<String, Value> byName) {
    Map<String, Value> bound = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of(FIRST));
    names.addAll(signature.names());
    if (byPlace.size() > names.size()) {
      throw new UnknownCodeException("is called with " + byPlace.size() + " arguments");
    }
    for (int index = 0; index < byPlace.size(); index++) {
      bound.put(names.get(index), byPlace.get(index));
    }
    byName.forEach((name, value) -> putNamed(signature, bound, name, value));
    bound.values().removeIf(value -> value instanceof Fixed fixed && fixed.value().isNull());
    signature.defaults().forEach(bound::putIfAbsent);
    Value first = bound.remove(FIRST);
    if (first == null) {
      throw new UnknownCodeException("is called without its first argument");
    }
    return new Arguments(first, bound);
  }

  private static void putNamed(
      Signature signature, Map<String, Value> bound, String name, Value value) {
    if (name.equals("name")) { // it names the result alone
      return;
    }
    String known = signature.known(name);
    if (known == null && FIRST_NAMES.contains(name)) {
      known = FIRST;
    }
    if (known == null || bound.put(known, value) != null) {
      throw new UnknownCodeException("is called with the argument '" + name + "'");
    }
  }

  /** Returns a constant argument; missing where it is not given. */
  JsonNode constant(String name) {
    Value value = others.get(name);
    if (value == null) {
      return MissingNode.getInstance();
    }
    if (value instanceof Fixed fixed) {
      return fixed.value();
    }
    throw new UnknownCodeException("is called with a tensor for '" + name + "'");
  }

  /** Returns an argument that must be given. */
  Value required(String name) {
    if (!others.containsKey(name)) {
      throw new UnknownCodeException("is called without '" + name + "'");
    }
    return Objects.requireNonNull(others.get(name), name);
  }
}
