package io.github.dl4jdeeplift.keras.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.python.SavedFunction;
import io.github.dl4jdeeplift.keras.python.SavedFunction.Reading;
import io.github.dl4jdeeplift.keras.python.UnknownCodeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network in which operations stand for the {@code Lambda} layers.
 *
 * @param network the network
 * @param lambdas the layers that were replaced, by name
 */
public record ReadLambdas(KerasNetwork network, Map<String, Replaced> lambdas) {
  private static final Logger LOG = LoggerFactory.getLogger(ReadLambdas.class);
  private static final String LAMBDA = "Lambda";

  /** Options that do not change what a Lambda layer computes. */
  private static final TreeSet<String> WITHOUT_EFFECT =
      new TreeSet<>(
          List.of(
              "name",
              "trainable",
              "dtype",
              "batch_input_shape",
              "function",
              "function_type",
              "module",
              "output_shape",
              "output_shape_type",
              "output_shape_module",
              "arguments"));

  /**
   * A Lambda layer.
   *
   * @param layer the layer as the file has it
   * @param reading what it was read as
   * @param parts names of what stands for it, the last its own
   */
  public record Replaced(KerasLayer layer, String reading, List<String> parts) {
    /** Copies the names. */
    public Replaced {
      parts = List.copyOf(parts);
    }
  }

  /** Copies the map. */
  public ReadLambdas {
    lambdas = Collections.unmodifiableMap(new LinkedHashMap<>(lambdas));
  }

  /**
   * Reads the Lambda layers of a network.
   *
   * @param network the network; its Lambda layers are those whose meaning the user did not give
   * @throws UnsupportedKerasModelException if one computes what is not known, with what was read
   */
  public static ReadLambdas of(KerasNetwork network) {
    Map<String, Replaced> lambdas = new LinkedHashMap<>();
    TreeSet<String> names = new TreeSet<>();
    network.layers().forEach(layer -> names.add(layer.name()));
    List<KerasLayer> layers = new ArrayList<>();
    for (KerasLayer layer : network.layers()) {
      if (layer.className().equals(LAMBDA)) {
        LambdaParts parts = new LambdaParts(layer, names);
        String reading = read(layer, parts);
        layers.addAll(parts.made());
        List<String> made = parts.made().stream().map(KerasLayer::name).toList();
        lambdas.put(layer.name(), new Replaced(layer, reading, made));
        LOG.info("layer {} is read as {}", layer.label(), reading);
      } else {
        layers.add(layer);
      }
    }
    return new ReadLambdas(
        new KerasNetwork(layers, network.inputs(), network.outputs(), network.weightGroups()),
        lambdas);
  }

  private static String read(KerasLayer layer, LambdaParts parts) {
    layer.call().requirePlain(layer);
    requireKnownOptions(layer);
    String reading = "";
    try {
      Reading read = function(layer.config()).read();
      reading = " was read as " + read.expression() + " (Python " + read.version() + "), and";
      ExpressionParts.make(read.expression(), parts);
      return read.expression().toString();
    } catch (UnknownCodeException e) {
      throw layer.unsupported(
          "its Python code, which is never run,"
              + shortened(reading)
              + " "
              + e.getMessage()
              + ": say what it computes by KerasModels.reader().lambda(\""
              + layer.origin()
              + "\", LambdaMeaning.reverseComplement()) or another meaning, or put Keras layers in"
              + " its place and save the model again");
    }
  }

  private static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "..., and";
  }

  private static void requireKnownOptions(KerasLayer layer) {
    TreeSet<String> others = new TreeSet<>();
    layer.config().properties().stream()
        .filter(option -> !option.getValue().isNull())
        .forEach(option -> others.add(option.getKey()));
    others.removeAll(WITHOUT_EFFECT);
    if (!others.isEmpty()) {
      throw layer.unsupported("has options " + others + " that this version does not know");
    }
  }

  /** Keras 1 and 2 write a list, Keras 3 an object. */
  private static SavedFunction function(JsonNode config) {
    JsonNode function = config.path("function");
    boolean isObject = function.path("class_name").asText().equals("__lambda__");
    JsonNode code = isObject ? function.path("config").path("code") : function.path(0);
    if (!code.isTextual() || !config.path("function_type").asText("lambda").equals("lambda")) {
      String name = function.isTextual() ? function.asText() : function.path("config").asText();
      throw new UnknownCodeException("is that of a function named '" + name + "', not in the file");
    }
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    config.path("arguments").properties().forEach(e -> arguments.put(e.getKey(), e.getValue()));
    return new SavedFunction(
        code.textValue(),
        orNull(isObject ? function.path("config").path("defaults") : function.path(1)),
        orNull(isObject ? function.path("config").path("closure") : function.path(2)),
        arguments);
  }

  private static JsonNode orNull(JsonNode node) {
    return Optional.of(node).filter(JsonNode::isArray).orElse(NullNode.getInstance());
  }
}
