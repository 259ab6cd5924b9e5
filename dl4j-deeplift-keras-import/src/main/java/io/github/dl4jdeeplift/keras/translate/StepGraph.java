package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.translate.Step.LayerStep;
import io.github.dl4jdeeplift.keras.translate.Step.VertexStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Puts together the steps of a layer that are no chain; each is added behind what it takes. */
final class StepGraph {
  /** The place of the layer's first input. */
  static final int INPUT = Translation.input(0);

  private final List<Step> steps = new ArrayList<>();
  private final List<List<Integer>> sources = new ArrayList<>();
  private final List<Placed> slots = new ArrayList<>();
  private final Set<String> constants = new HashSet<>();

  private record Placed(WeightSlot slot, int place) {}

  /**
   * Adds a vertex.
   *
   * @param vertex the vertex
   * @param from the places that it takes
   * @return its place
   */
  int vertex(GraphVertex vertex, Integer... from) {
    return add(new VertexStep(vertex), from);
  }

  /**
   * Adds a layer.
   *
   * @param layer the layer
   * @param weights the arrays that it keeps; they come behind those of the layers before
   * @param from the place that it takes
   * @return its place
   */
  int layer(Layer layer, List<WeightSlot> weights, int from) {
    int place = add(new LayerStep(layer), from);
    weights.forEach(slot -> slots.add(new Placed(slot, place)));
    return place;
  }

  /** Adds a recurrent layer. */
  int cell(RecurrentCell cell, int from) {
    constants.addAll(cell.constants());
    return layer(cell.layer(), cell.weights(), from);
  }

  private int add(Step step, Integer... from) {
    steps.add(step);
    sources.add(Arrays.asList(from));
    return steps.size() - 1;
  }

  /** Returns the translation, of which the step added last gives the output. */
  Translation translation(TensorShape output) {
    int last = steps.size() - 1;
    List<WeightSlot> weights =
        slots.stream().map(placed -> placed.slot.before(last - placed.place)).toList();
    return new Translation(steps, output, weights, constants, Map.of(), sources);
  }
}
