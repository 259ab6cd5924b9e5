package io.github.dl4jdeeplift.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes Keras configurations; single quotes stand for double ones. */
final class Config {
  private final List<String> layers = new ArrayList<>();

  /** Adds an input layer. */
  Config input(String name, String shape) {
    return layer("InputLayer", name, "'batch_input_shape':" + shape);
  }

  /** Adds a layer called on others, with its options. */
  Config layer(String className, String name, String options, String... inputs) {
    String tensors =
        List.of(inputs).stream()
            .map(input -> "['" + input + "',0,0,{}]")
            .collect(Collectors.joining(",", "[", "]"));
    layers.add(
        "{'class_name':'"
            + className
            + "','name':'"
            + name
            + "','config':{'name':'"
            + name
            + "'"
            + (options.isEmpty() ? "" : "," + options)
            + "},'inbound_nodes':"
            + (inputs.length == 0 ? "[]" : "[" + tensors + "]")
            + "}");
    return this;
  }

  /**
   * Returns the functional model with these inputs and outputs, each a list separated by commas.
   */
  String functional(String inputs, String outputs) {
    String text =
        "{'class_name':'Model','config':{'name':'m','layers':"
            + layers
            + ",'input_layers':"
            + ends(inputs)
            + ",'output_layers':"
            + ends(outputs)
            + "}}";
    return text.replace('\'', '"');
  }

  private static String ends(String names) {
    return List.of(names.split(",")).stream()
        .map(name -> "['" + name + "',0,0]")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
