package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one number of a network that is explained.
 *
 * <p>An index is the place in the output of one example, the batch left out: {@code 2} in a vector,
 * {@code 5, 1} for time step 5 and channel 1 of a channels-last sequence. Outputs are explained
 * before their final softmax, sigmoid or hard sigmoid, whose saturation hides contributions
 * (section 2.4), unless a probability is asked for. Any other activation is part of the target.
 */
public final class Target {
  enum Kind {
    LOGIT,
    PROBABILITY,
    LAYER
  }

  private final Site site;
  private final long[] index;

  private Target(Kind kind, @Nullable String name, int[] index) {
    this.site = new Site(kind, name);
    this.index = Arrays.stream(index).asLongStream().toArray();
  }

  /**
   * Returns one place of the network's output, before a final softmax, sigmoid or hard sigmoid.
   *
   * @param index place in the output of one example; may be left out where it has one element
   */
  public static Target logit(int... index) {
    return new Target(Kind.LOGIT, null, index);
  }

  /**
   * Returns one place of the network's output, its final softmax, sigmoid or hard sigmoid included.
   *
   * @param index place in the output of one example; may be left out where it has one element
   */
  public static Target probability(int... index) {
    return new Target(Kind.PROBABILITY, null, index);
  }

  /**
   * Returns one place of one of several outputs, before a final softmax, sigmoid or hard sigmoid.
   *
   * @param name the output's name
   * @param index place in that output of one example; may be left out where it has one element
   */
  public static Target output(String name, int... index) {
    return new Target(Kind.LOGIT, name, index);
  }

  /**
   * Returns one unit of a layer, after the layer's activation.
   *
   * @param name the layer's name
   * @param index place in the layer's output of one example; may be left out where it has one
   *     element
   */
  public static Target layer(String name, int... index) {
    return new Target(Kind.LAYER, name, index);
  }

  /** Returns the same place as a probability: after the final softmax, sigmoid or hard sigmoid. */
  public Target asProbability() {
    if (site.kind == Kind.LAYER) {
      return this;
    }
    int[] same = Arrays.stream(index).mapToInt(Math::toIntExact).toArray();
    return new Target(Kind.PROBABILITY, site.name, same);
  }

  /** Returns where the target lies. */
  Site site() {
    return site;
  }

  /**
   * Returns the weights of the target's elements in the explained quantity.
   *
   * @param shape shape of the explained node's value for one example
   * @return {@code [1, shape...]}, 1 at the index and 0 elsewhere
   * @throws IllegalArgumentException if the index lies outside the shape
   */
  INDArray seed(Shape shape, DataType dataType) {
    long[] place = index.length == 0 && shape.length() == 1 ? new long[shape.rank()] : index;
    boolean inside = place.length == shape.rank();
    for (int axis = 0; axis < place.length && inside; axis++) {
      inside = place[axis] >= 0 && place[axis] < shape.size(axis);
    }
    if (!inside) {
      throw new IllegalArgumentException(
          "target index "
              + Arrays.toString(index)
              + " is not a place in an output of shape "
              + shape
              + "; indices count from 0, one for each dimension");
    }
    INDArray seed = Nd4j.zeros(dataType, shape.withBatch(1));
    seed.putScalar(withBatch(place), 1);
    return seed;
  }

  private static long[] withBatch(long[] place) {
    long[] result = new long[place.length + 1];
    System.arraycopy(place, 0, result, 1, place.length);
    return result;
  }

  @Override
  public String toString() {
    String name = site.name;
    return site.kind.name().toLowerCase(java.util.Locale.ROOT)
        + (name == null ? "" : " '" + name + "'")
        + " "
        + Arrays.toString(index);
  }

  /** Where the target lies, apart from the index: all targets of a site share one program. */
  record Site(Kind kind, @Nullable String name) {
    /**
     * Returns the part of a graph that computes the explained quantity.
     *
     * @throws IllegalArgumentException if the graph has no such target
     */
    NodeGraph in(NodeGraph graph) {
      String node = kind == Kind.LAYER ? layerIn(graph) : outputOf(graph);
      if (kind == Kind.PROBABILITY && !graph.endsInProbabilities(node)) {
        throw new IllegalArgumentException(
            "output "
                + node
                + " ends in neither softmax nor sigmoid, so it holds no probabilities; use"
                + " Target.logit(..)");
      }
      NodeGraph explained = kind == Kind.LOGIT ? graph.withLogits(node) : graph;
      return explained.leadingTo(node);
    }

    private String outputOf(NodeGraph graph) {
      List<String> outputs = graph.outputs();
      if (name == null && outputs.size() > 1) {
        throw new IllegalArgumentException(
            "the network has several outputs, "
                + outputs
                + "; name one by Target.output(name, ..)");
      }
      if (name != null && !outputs.contains(name)) {
        throw new IllegalArgumentException(
            "no output is named '" + name + "'; the outputs are " + outputs);
      }
      return name == null ? outputs.get(0) : name;
    }

    private String layerIn(NodeGraph graph) {
      Node found = name == null ? null : graph.find(name);
      if (found == null) {
        throw new IllegalArgumentException(
            "no layer is named '"
                + name
                + "'; the layers are "
                + graph.nodes().stream().map(node -> node.layer().name()).distinct().toList());
      }
      return found.name();
    }
  }
}
