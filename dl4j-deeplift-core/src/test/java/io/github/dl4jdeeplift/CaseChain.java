package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A chain of layer types in front of a ReLU, and what genomics-default makes of that ReLU.
 *
 * <p>The chain becomes a numeric case of windows of width 1 and weights of 1, on 4 channels: a
 * vector, a sequence or an image of one column, as the first layer that minds asks for. A layer
 * that works on another of these has a reshape in front of it.
 */
final class CaseChain {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int CHANNELS = 4;
  private static final String END = "end";

  private final ObjectNode json = MAPPER.createObjectNode();
  private String last = "x";
  private int size = 4 * CHANNELS;

  /** Dimensions of the last value: 1 for vectors, 2 for sequences, 3 for images. */
  private int rank;

  private CaseChain(List<String> types) {
    rank = types.stream().mapToInt(CaseChain::rankOf).filter(r -> r > 0).findFirst().orElse(1);
    json.put("rule", "genomics_default").putArray("layers");
    json.putObject("inputs").putArray("x").add(ones(shape()));
    types.stream().filter(type -> !type.equals("input")).forEach(this::add);
    layer(END, "relu");
    json.putObject("target").put("layer", END).putNull("index");
  }

  /** Checks one of the chains that a case lists. */
  static void requireExpected(JsonNode chain) {
    List<String> types =
        NumericCase.elements(chain.path("before_relu")).stream().map(JsonNode::asText).toList();
    NumericCase numericCase = new NumericCase(new CaseChain(types).json);
    DeepLiftBuilder builder =
        DeepLift.builder(CaseNetwork.of(numericCase, DataType.DOUBLE))
            .nonlinearityRule(numericCase.rule());
    String expected = chain.path("rule").asText();
    switch (expected) {
      case "revealcancel" -> requireRule(builder, types, "RevealCancel of ReLU");
      case "rescale" -> requireRule(builder, types, "Rescale of ReLU");
      case "error" ->
          assertThatThrownBy(builder::build)
              .as("%s", types)
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining(END);
      default -> throw new IllegalArgumentException("unknown rule " + expected);
    }
  }

  private static void requireRule(DeepLiftBuilder builder, List<String> types, String rule) {
    assertThat(builder.build().resolvedRules()).as("%s", types).containsEntry(END, rule);
  }

  /** Returns the dimensions that a layer works on, 0 where it takes any. */
  private static int rankOf(String type) {
    return switch (type) {
      case "conv1d", "maxpool1d", "avgpool1d", "globalmaxpool", "globalavgpool" -> 2;
      case "conv2d", "maxpool2d", "avgpool2d" -> 3;
      default -> 0;
    };
  }

  private int[] shape() {
    return switch (rank) {
      case 1 -> new int[] {size};
      case 2 -> new int[] {size / CHANNELS, CHANNELS};
      default -> new int[] {size / CHANNELS, 1, CHANNELS};
    };
  }

  private void add(String type) {
    int needed = rankOf(type);
    if (needed > 0 && needed != rank && !(type.startsWith("global") && rank == 3)) {
      rank = needed;
      shaped(layer(last + "-shaped", "reshape"));
    }
    int channels = rank == 1 ? size : CHANNELS;
    ObjectNode layer = layer(last + "-" + type, type);
    switch (type) {
      case "dense" -> weights(layer, channels, channels);
      case "conv1d" -> weights(layer, 1, channels, channels);
      case "conv2d" -> weights(layer, 1, 1, channels, channels);
      case "maxout" -> {
        layer.set("kernel", ones(2, channels, channels));
        layer.set("bias", ones(2, channels));
      }
      case "batchnorm" -> {
        List.of("gamma", "beta", "mean", "var").forEach(key -> layer.set(key, ones(channels)));
        layer.put("epsilon", 0.001);
      }
      case "prelu" -> layer.put("alpha", 0.5);
      case "scale" -> layer.put("factor", 2);
      case "reshape" -> shaped(layer);
      case "flatten" -> rank = 1;
      case "globalmaxpool", "globalavgpool" -> {
        rank = 1;
        size = CHANNELS;
      }
      case "maxpool1d", "avgpool1d" -> layer.put("pool", 1).put("stride", 1);
      case "maxpool2d", "avgpool2d" -> layer.put("pool", 1).put("stride", 1);
      case "add" -> layer.withArray("inputs").add(layer.path("inputs").get(0));
      case "concat" -> {
        layer.put("axis", 0).withArray("inputs").add(layer.path("inputs").get(0));
        size *= 2;
      }
      default -> layer.put("padding", "valid");
    }
  }

  private ObjectNode layer(String name, String type) {
    ObjectNode layer = json.withArray("layers").addObject().put("name", name).put("type", type);
    layer.putArray("inputs").add(last);
    last = name;
    return layer;
  }

  private void shaped(ObjectNode layer) {
    Arrays.stream(shape()).forEach(layer.putArray("shape")::add);
  }

  private static void weights(ObjectNode layer, int... kernel) {
    layer.set("kernel", ones(kernel));
    layer.set("bias", ones(kernel[kernel.length - 1]));
    layer.put("stride", 1).put("strides", 1).put("dilation", 1).put("padding", "valid");
  }

  private static ArrayNode ones(int... shape) {
    ArrayNode result = MAPPER.createArrayNode();
    for (int index = 0; index < shape[0]; index++) {
      if (shape.length == 1) {
        result.add(1);
      } else {
        result.add(ones(Arrays.copyOfRange(shape, 1, shape.length)));
      }
    }
    return result;
  }
}
