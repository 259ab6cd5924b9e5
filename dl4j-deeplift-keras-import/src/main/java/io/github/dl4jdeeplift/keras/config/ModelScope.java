package io.github.dl4jdeeplift.keras.config;

import io.github.dl4jdeeplift.keras.config.ModelPlan.CallPlan;
import io.github.dl4jdeeplift.keras.config.ModelPlan.LayerPlan;
import io.github.dl4jdeeplift.keras.config.ModelPlan.TensorPlan;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One use of a model while it is flattened: which tensor has which name in the network. */
final class ModelScope {
  private final ModelPlan model;
  private final String where;
  private final Map<String, LayerPlan> layers = new LinkedHashMap<>();
  private final Map<String, Integer> firstCalls = new HashMap<>();
  private final Map<TensorPlan, String> names = new HashMap<>();
  private final Map<Pending, TreeSet<Integer>> taken = new HashMap<>();
  private final List<Pending> waiting = new ArrayList<>();

  /** A call that is not in the network yet. */
  record Pending(LayerPlan layer, int call) {}

  /**
   * Makes a scope.
   *
   * @param model the model
   * @param where the model, for messages
   */
  ModelScope(ModelPlan model, String where) {
    this.model = model;
    this.where = where;
    for (LayerPlan layer : model.layers()) {
      if (layers.put(layer.name(), layer) != null) {
        throw invalid("has two layers named '" + layer.name() + "'");
      }
      for (int call = 0; call < layer.calls().size(); call++) {
        waiting.add(new Pending(layer, call));
      }
    }
    allTensors()
        .filter(tensor -> layers.containsKey(tensor.layer()))
        .forEach(tensor -> firstCalls.merge(tensor.layer(), tensor.call(), Math::min));
    model.layers().forEach(this::requireCalls);
    allTensors().filter(tensor -> layers.containsKey(tensor.layer())).forEach(this::take);
  }

  private void take(TensorPlan tensor) {
    TensorPlan counted = counted(tensor);
    LayerPlan layer = Objects.requireNonNull(layers.get(counted.layer()));
    taken
        .computeIfAbsent(new Pending(layer, counted.call()), call -> new TreeSet<>())
        .add(counted.output());
  }

  private Stream<TensorPlan> allTensors() {
    Stream<TensorPlan> taken =
        model.layers().stream().flatMap(l -> l.calls().stream()).flatMap(c -> c.inputs().stream());
    return Stream.concat(Stream.concat(taken, model.inputs().stream()), model.outputs().stream());
  }

  private void requireCalls(LayerPlan layer) {
    if (layer.isInput() != layer.calls().isEmpty()) {
      throw invalid(
          layer.label() + (layer.isInput() ? " is an input that takes one" : " takes no input"));
    }
  }

  /**
   * Returns a tensor with its call counted from 0. A model inside of a model counts its own making
   * as the first call, in most versions of Keras; that call is not in the file.
   */
  private TensorPlan counted(TensorPlan tensor) {
    LayerPlan layer = layers.get(tensor.layer());
    if (layer == null) {
      return tensor;
    }
    boolean skipsOne = layer.model() != null && firstCalls.getOrDefault(layer.name(), 0) == 1;
    int call = tensor.call() - (skipsOne ? 1 : 0);
    if (call >= Math.max(1, layer.calls().size())) {
      throw invalid(
          "takes the output of call "
              + tensor.call()
              + " of "
              + layer.label()
              + ", which has "
              + layer.calls().size());
    }
    return new TensorPlan(tensor.layer(), call, tensor.output());
  }

  /** Gives a tensor, as it is written in the file, its name in the network. */
  void bind(TensorPlan tensor, String name) {
    names.put(counted(tensor), name);
  }

  /** Gives an output of a call its name in the network. */
  void bind(LayerPlan layer, int call, int output, String name) {
    names.put(new TensorPlan(layer.name(), call, output), name);
  }

  /** Takes a call all of whose inputs have names; null where none is left. */
  @Nullable Pending next() {
    for (Pending pending : waiting) {
      CallPlan call = pending.layer().calls().get(pending.call());
      if (call.inputs().stream().allMatch(tensor -> names.containsKey(counted(tensor)))) {
        waiting.remove(pending);
        return pending;
      }
    }
    if (!waiting.isEmpty()) {
      throw unconnected();
    }
    return null;
  }

  private UnreadableKerasFileException unconnected() {
    for (Pending pending : waiting) {
      for (TensorPlan tensor : pending.layer().calls().get(pending.call()).inputs()) {
        LayerPlan source = layers.get(tensor.layer());
        boolean missing = source != null && source.isInput() && !names.containsKey(counted(tensor));
        if (source == null || missing) {
          return invalid(
              pending.layer().label()
                  + " takes the output of '"
                  + tensor.layer()
                  + "', which is no layer");
        }
      }
    }
    return invalid(
        "has layers that take one another's outputs in a circle: "
            + waiting.stream().map(pending -> pending.layer().name()).toList());
  }

  /** Returns the names of tensors that have one. */
  List<String> names(List<TensorPlan> tensors) {
    return tensors.stream()
        .map(tensor -> Objects.requireNonNull(names.get(counted(tensor))))
        .toList();
  }

  /** Returns the names of the model's outputs. */
  List<String> outputs() {
    for (TensorPlan output : model.outputs()) {
      if (!names.containsKey(counted(output))) {
        throw invalid("lists the output " + output.layer() + ", which is no layer");
      }
    }
    return names(model.outputs());
  }

  /** Returns which outputs of a call others take, in order; the first where none does. */
  List<Integer> outputsTaken(LayerPlan layer, int call) {
    TreeSet<Integer> outputs = taken.get(new Pending(layer, call));
    return outputs == null ? List.of(0) : List.copyOf(outputs);
  }

  private UnreadableKerasFileException invalid(String reason) {
    return new UnreadableKerasFileException("the configuration of " + where + " " + reason);
  }
}
