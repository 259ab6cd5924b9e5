package io.github.dl4jdeeplift.keras.config;

import io.github.dl4jdeeplift.keras.config.KerasNetwork.WeightGroup;
import io.github.dl4jdeeplift.keras.config.ModelPlan.CallPlan;
import io.github.dl4jdeeplift.keras.config.ModelPlan.LayerPlan;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one network of a model and the models inside of it, with a layer for each call. A layer
 * that is called several times becomes {@code conv/1}, {@code conv/2} and so on: {@code conv} alone
 * would not say which is meant. Layers of a model inside are named {@code outer/conv}.
 */
final class Flattening {
  private final List<KerasLayer> layers = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int models;

  private Flattening() {}

  /** Returns the network of a model. */
  static KerasNetwork of(ModelPlan model) {
    Flattening flattening = new Flattening();
    model.layers().stream()
        .filter(layer -> layer.model() == null && layer.calls().size() < 2)
        .forEach(layer -> flattening.names.add(layer.name()));
    ModelScope scope = new ModelScope(model, "the model");
    List<String> inputs = model.inputs().stream().map(ModelPlan.TensorPlan::layer).toList();
    for (LayerPlan layer : model.layers()) {
      if (layer.isInput()) {
        flattening.add(layer.unconnected());
        scope.bind(layer, 0, 0, layer.name());
      }
    }
    List<String> outputs = flattening.expand(scope, new Path("", ""));
    return KerasNetwork.of(flattening.layers, inputs, outputs, groups(model));
  }

  /** What stands before the names of a model's layers: in the network, and where weights lie. */
  private record Path(String name, String origin) {
    Path of(LayerPlan layer, int call) {
      String number = layer.calls().size() > 1 ? "/" + (call + 1) : "";
      return new Path(name + layer.name() + number, origin + layer.name());
    }

    Path inside() {
      return new Path(name + "/", origin + "/");
    }
  }

  /** Adds the layers of a model whose inputs are bound, and returns its outputs. */
  private List<String> expand(ModelScope scope, Path path) {
    for (ModelScope.Pending next = scope.next(); next != null; next = scope.next()) {
      call(scope, next, path.of(next.layer(), next.call()));
    }
    return scope.outputs();
  }

  private void call(ModelScope scope, ModelScope.Pending pending, Path path) {
    LayerPlan layer = pending.layer();
    CallPlan call = layer.calls().get(pending.call());
    ModelPlan model = layer.model();
    List<String> inputs = scope.names(call.inputs());
    if (model != null) {
      call.arguments().requirePlain(layer.unconnected());
      List<String> outputs = expandInside(layer, inputs, path);
      for (int output = 0; output < outputs.size(); output++) {
        scope.bind(layer, pending.call(), output, outputs.get(output));
      }
      return;
    }
    List<Integer> taken = scope.outputsTaken(layer, pending.call());
    for (int output : taken) {
      String name = freeName(taken.size() > 1 ? path.name + "/output" + output : path.name);
      KerasCall arguments = call.arguments().withOutput(output);
      add(new KerasLayer(name, layer.className(), layer.config(), inputs, path.origin, arguments));
      scope.bind(layer, pending.call(), output, name);
    }
  }

  private List<String> expandInside(LayerPlan layer, List<String> inputs, Path path) {
    ModelPlan model = Objects.requireNonNull(layer.model());
    requireFewer(models++);
    if (model.inputs().size() != inputs.size()) {
      throw new UnreadableKerasFileException(
          "the configuration calls the model '"
              + layer.name()
              + "' on "
              + inputs.size()
              + " tensors, but it has "
              + model.inputs().size()
              + " inputs");
    }
    ModelScope scope = new ModelScope(model, "the model '" + path.name + "'");
    for (int index = 0; index < inputs.size(); index++) {
      scope.bind(model.inputs().get(index), inputs.get(index));
    }
    return expand(scope, path.inside());
  }

  private void add(KerasLayer layer) {
    requireFewer(layers.size());
    layers.add(layer);
  }

  private static void requireFewer(int count) {
    if (count == NetworkParser.MOST_LAYERS) {
      throw new UnreadableKerasFileException(
          "the configuration has more than "
              + NetworkParser.MOST_LAYERS
              + " layers, each call counted");
    }
  }

  /** The name itself, unless another layer of the file has it by chance. */
  private String freeName(String name) {
    String free = name;
    while (name.contains("/") && !names.add(free)) {
      free += "_";
    }
    return free;
  }

  /** Returns how the weights are stored: by layer, for a model inside those of all its layers. */
  private static List<WeightGroup> groups(ModelPlan model) {
    List<WeightGroup> groups = new ArrayList<>();
    for (LayerPlan layer : model.layers()) {
      WeightGroup group = new WeightGroup(layer.name(), new ArrayList<>());
      addMembers(group, layer, layer.name(), true);
      groups.add(group);
    }
    return groups;
  }

  private static void addMembers(
      WeightGroup group, LayerPlan layer, String origin, boolean trainable) {
    @Nullable ModelPlan model = layer.model();
    boolean trained = trainable && layer.isTrainable();
    if (model == null) {
      group.members().add(new WeightGroup.Member(origin, trained));
    } else {
      model
          .layers()
          .forEach(inner -> addMembers(group, inner, origin + "/" + inner.name(), trained));
    }
  }
}
