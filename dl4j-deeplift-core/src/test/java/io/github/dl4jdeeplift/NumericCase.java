package io.github.dl4jdeeplift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A numeric case as its file states it, in the schema of the cases' README. */
record NumericCase(JsonNode json) {
  /** What this library can do by now; a case that asks for more is pending. */
  private static final Set<String> RULES = Set.of("linear", "rescale");

  private static final Set<String> QUANTITIES = Set.of("multipliers", "contributions");

  static NumericCase read(Path file) {
    try {
      return new NumericCase(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is not a numeric case", e);
    }
  }

  String name() {
    return json.path("name").asText();
  }

  String quantity() {
    return json.path("quantity").asText();
  }

  double tolerance() {
    return json.path("tolerance").asDouble();
  }

  /** Tells whether contributions must sum to the target's difference; some rules' do not. */
  boolean isComplete() {
    return json.path("sum_to_delta_error").asDouble(0) < 1e-9;
  }

  List<JsonNode> layers() {
    return elements(json.path("layers"));
  }

  /** Returns what this library cannot do yet, or nothing where it can do all of the case. */
  Optional<String> pending() {
    if (!RULES.contains(json.path("rule").asText())) {
      return Optional.of("rule " + json.path("rule").asText());
    }
    if (!QUANTITIES.contains(quantity())) {
      return Optional.of(quantity());
    }
    String pooling = json.path("maxpool_rule").asText("cross_max");
    if (!pooling.equals("cross_max") && !pooling.equals("null")) {
      return Optional.of("max pooling by " + pooling);
    }
    return layers().stream()
        .filter(layer -> !RULES.contains(layer.path("rule").asText("rescale")))
        .map(layer -> "rule " + layer.path("rule").asText() + " of one layer")
        .findFirst()
        .or(this::pendingPlace);
  }

  private Optional<String> pendingPlace() {
    Set<String> inputs = inputs().keySet();
    return expected().keySet().stream()
        .filter(place -> !inputs.contains(place))
        .map(place -> "contributions at hidden layer " + place)
        .findFirst();
  }

  /** Returns the examples by input, {@code [n, shape...]}. */
  Map<String, INDArray> inputs() {
    return arrays("inputs");
  }

  /** Returns the reference rows by input, one or as many as there are examples. */
  Map<String, INDArray> references() {
    return arrays("reference");
  }

  /** Returns the expected values by input or layer. */
  Map<String, INDArray> expected() {
    return arrays("expected");
  }

  String targetLayer() {
    return json.path("target").path("layer").asText();
  }

  /** Returns the target's place in its layer, or nothing where the layer's sum is the target. */
  Optional<int[]> targetIndex() {
    JsonNode index = json.path("target").path("index");
    if (index.isArray()) {
      return Optional.of(elements(index).stream().mapToInt(JsonNode::asInt).toArray());
    }
    return index.isInt() ? Optional.of(new int[] {index.asInt()}) : Optional.empty();
  }

  private Map<String, INDArray> arrays(String key) {
    Map<String, INDArray> result = new LinkedHashMap<>();
    json.path(key).properties().forEach(e -> result.put(e.getKey(), array(e.getValue())));
    return result;
  }

  /** Returns nested lists of numbers as an array of doubles. */
  static INDArray array(JsonNode nested) {
    List<Long> shape = new ArrayList<>();
    for (JsonNode node = nested; node.isArray(); node = node.path(0)) {
      shape.add((long) node.size());
    }
    List<Double> numbers = new ArrayList<>();
    flatten(nested, numbers);
    double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
    long product = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    if (product != values.length) {
      throw new IllegalArgumentException("ragged array: " + nested);
    }
    return Nd4j.createFromArray(values).reshape('c', sizes);
  }

  private static void flatten(JsonNode nested, List<Double> numbers) {
    if (nested.isArray()) {
      nested.forEach(element -> flatten(element, numbers));
    } else if (nested.isNumber()) {
      numbers.add(nested.asDouble());
    } else {
      throw new IllegalArgumentException("not a number: " + nested);
    }
  }

  static List<JsonNode> elements(JsonNode list) {
    List<JsonNode> result = new ArrayList<>();
    list.forEach(result::add);
    return result;
  }

  @Override
  public String toString() {
    return name();
  }
}
