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
  /** An expected array: which quantity of which input or layer it is. */
  record Expected(String place, String quantity, INDArray values) {
    @Override
    public String toString() {
      return quantity + " of " + place;
    }
  }

  private static final Set<String> ACTIVATIONS =
      Set.of("relu", "prelu", "sigmoid", "tanh", "softplus", "elu");

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

  /** Tells whether contributions must sum to the target's difference; some rules' may not. */
  boolean isComplete() {
    boolean promised =
        rule() != NonlinearityRule.GRADIENT
            && maxPoolingRule().orElse(MaxPoolingRule.CROSS_MAX) == MaxPoolingRule.CROSS_MAX
            && activations().stream()
                .noneMatch(layer -> layer.path("rule").asText().equals("gradient"));
    return promised && json.path("sum_to_delta_error").asDouble(0) < 1e-9;
  }

  List<JsonNode> layers() {
    return elements(json.path("layers"));
  }

  /** Returns the layers that are functions of one number, whose rule can be chosen. */
  List<JsonNode> activations() {
    return layers().stream()
        .filter(layer -> ACTIVATIONS.contains(layer.path("type").asText()))
        .toList();
  }

  /** Returns the rule of activations that have none of their own. */
  NonlinearityRule rule() {
    return rule(json);
  }

  /** Returns the rule that a case or a layer states; linear layers and maxout have but one. */
  static NonlinearityRule rule(JsonNode stated) {
    return switch (stated.path("rule").asText()) {
      case "linear", "rescale", "maxout_path" -> NonlinearityRule.RESCALE;
      case "revealcancel" -> NonlinearityRule.REVEAL_CANCEL;
      case "genomics_default" -> NonlinearityRule.GENOMICS_DEFAULT;
      case "gradient" -> NonlinearityRule.GRADIENT;
      default -> throw new IllegalArgumentException("unknown rule " + stated.path("rule"));
    };
  }

  /** Returns the rule of max pooling, or nothing where the case states none. */
  Optional<MaxPoolingRule> maxPoolingRule() {
    String stated = json.path("maxpool_rule").asText("null");
    return switch (stated) {
      case "null" -> Optional.empty();
      case "cross_max" -> Optional.of(MaxPoolingRule.CROSS_MAX);
      case "gradient_at_input" -> Optional.of(MaxPoolingRule.GRADIENT_AT_INPUT);
      case "paper" -> Optional.of(MaxPoolingRule.PAPER);
      default -> throw new IllegalArgumentException("unknown rule of max pooling " + stated);
    };
  }

  /** Returns the examples by input, {@code [n, shape...]}. */
  Map<String, INDArray> inputs() {
    return arrays("inputs");
  }

  /** Returns the reference rows by input, one or as many as there are examples. */
  Map<String, INDArray> references() {
    return arrays("reference");
  }

  /** Returns the expected arrays; {@code wrt} names the place where it is not their key. */
  List<Expected> expected() {
    JsonNode stated = json.path("expected");
    if (stated.isArray()) {
      return List.of(new Expected(json.path("wrt").asText(), quantity(), array(stated)));
    }
    List<Expected> result = new ArrayList<>();
    stated
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isArray()) {
                result.add(new Expected(e.getKey(), quantity(), array(e.getValue())));
              } else {
                e.getValue()
                    .properties()
                    .forEach(
                        part ->
                            result.add(
                                new Expected(e.getKey(), part.getKey(), array(part.getValue()))));
              }
            });
    return result;
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
