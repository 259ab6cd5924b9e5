package io.github.dl4jdeeplift.keras.translate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What one Keras layer is in Deeplearning4j.
 *
 * @param steps layers and vertices; the last has the Keras layer's name
 * @param output the shape of its output in Keras
 * @param weights the arrays that Keras stores for it, in Keras's order
 * @param constants Deeplearning4j's parameters that keep their initial value
 * @param before what some of several inputs go through first, by the input's place
 * @param sources for each step what it takes: places of other steps, or {@link #input} of the
 *     layer's inputs; empty where each step takes the one before, and the first all inputs
 */
public record Translation(
    List<Step> steps,
    TensorShape output,
    List<WeightSlot> weights,
    Set<String> constants,
    Map<Integer, List<Step>> before,
    List<List<Integer>> sources) {
  /** Copies the collections. */
  public Translation {
    steps = List.copyOf(steps);
    before = Map.copyOf(before);
    weights = List.copyOf(weights);
    constants = Set.copyOf(constants);
    sources = List.copyOf(sources);
  }

  /**
   * Returns the place that stands for one of the layer's inputs.
   *
   * @param index which
   */
  public static int input(int index) {
    return -1 - index;
  }

  /** Makes a translation that takes its inputs as they are. */
  Translation(
      List<Step> steps, TensorShape output, List<WeightSlot> weights, Set<String> constants) {
    this(steps, output, weights, constants, Map.of(), List.of());
  }

  /** Returns the translation to a layer. */
  static Translation of(Layer layer, TensorShape output, List<WeightSlot> weights) {
    return new Translation(List.of(new Step.LayerStep(layer)), output, weights, Set.of());
  }

  /** Returns the translation to a layer without weights. */
  static Translation of(Layer layer, TensorShape output) {
    return of(layer, output, List.of());
  }

  /** Returns the translation to a vertex. */
  static Translation of(GraphVertex vertex, TensorShape output) {
    return new Translation(List.of(new Step.VertexStep(vertex)), output, List.of(), Set.of());
  }

  /** Returns the same translation with some parameters left at their initial value. */
  Translation withConstants(Set<String> parameters) {
    return new Translation(steps, output, weights, parameters, before, sources);
  }

  /** Returns the same translation with its arrays of weights stored in other forms. */
  Translation withWeights(List<WeightSlot> slots) {
    return new Translation(steps, output, slots, constants, before, sources);
  }

  /** Returns this translation followed by another; the weights of this one come first. */
  Translation then(Translation next) {
    List<Step> both = Stream.concat(steps.stream(), next.steps.stream()).toList();
    Stream<WeightSlot> own = weights.stream().map(slot -> slot.before(next.steps.size()));
    List<WeightSlot> slots = Stream.concat(own, next.weights.stream()).toList();
    Set<String> unset = new HashSet<>(constants);
    unset.addAll(next.constants);
    return new Translation(both, next.output, slots, unset, before, List.of());
  }

  /** Returns the same translation behind others of some inputs, by the input's place. */
  Translation withBefore(Map<Integer, List<Step>> others) {
    return new Translation(steps, output, weights, constants, others, sources);
  }
}
