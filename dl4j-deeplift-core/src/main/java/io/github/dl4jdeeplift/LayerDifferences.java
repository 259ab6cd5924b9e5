package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What each layer computes in Deeplearning4j and by its rule, to name the one at fault.
 *
 * @param values the layers that both have, in order
 * @param outputs names of the network's outputs
 */
record LayerDifferences(List<Values> values, List<String> outputs) {
  private static final String DIFFERENT_PASSES =
      "Deeplearning4j's output() of this network differs from what its layers compute one by"
          + " one, so there is no function to explain: an activation layer works in place on a value"
          + " that another layer reads (put a ScaleVertex(1) in front of it), or a SpaceToDepthLayer"
          + " misreads what a ReshapeVertex of order 'f' hands it (reshape in order 'c')";

  private record Values(Node node, INDArray ours, INDArray theirs) {
    boolean isFolded() {
      return ours.size(0) != theirs.size(0);
    }

    /** Where Deeplearning4j takes time steps for rows, the numbers agree in one of two orders. */
    boolean differ(BiPredicate<INDArray, INDArray> different) {
      return ours.length() != theirs.length()
          || (different.test(ours, theirs)
              && !(rowsAreSteps() && !different.test(ours, byExample())));
    }

    private boolean rowsAreSteps() {
      return isFolded() && ours.rank() > 2 && theirs.size(0) == ours.size(0) * ours.size(1);
    }

    /** Rows are those of the first step, of all examples, and so on. */
    private INDArray byExample() {
      long[] steps = {ours.size(1), ours.size(0), -1};
      return theirs.dup('c').reshape('c', steps).permute(1, 0, 2).dup('c');
    }
  }

  /**
   * Takes the layers that both have.
   *
   * @param own what rules compute, by the node
   * @param layers what Deeplearning4j computes
   */
  static LayerDifferences of(
      NodeGraph graph, Map<String, INDArray> own, Map<String, INDArray> layers) {
    List<Values> values = new ArrayList<>();
    for (Node node : graph.nodes()) {
      INDArray ours = own.get(node.name());
      INDArray theirs = layers.get(node.name());
      if (ours != null && theirs != null) {
        values.add(new Values(node, ours, theirs));
      }
    }
    return new LayerDifferences(values, graph.outputs());
  }

  /**
   * Says where the passes part.
   *
   * @param different tells whether two arrays of one length differ by more than rounding
   */
  String message(BiPredicate<INDArray, INDArray> different) {
    for (Values each : values) {
      if (each.differ(different)) {
        return wrong(each);
      }
    }
    for (Values each : values) {
      if (each.isFolded() && outputs.contains(each.node.name())) {
        return folded(each);
      }
    }
    return DIFFERENT_PASSES;
  }

  private static String wrong(Values values) {
    return "layer "
        + values.node.layer()
        + " does not compute what its rule assumes: Deeplearning4j gives "
        + described(values.theirs, values.ours)
        + "; a rule of your own can be given by builder.rule(TheLayer.class, TheRule::new)";
  }

  /** Inside of the network time steps may well be rows; as its output they are no examples. */
  private static String folded(Values values) {
    return "layer "
        + values.node.layer()
        + " gives shape "
        + Arrays.toString(values.theirs.shape())
        + ", rows of which are time steps, so that no row belongs to an example: end the network in"
        + " an RnnOutputLayer, or put a FeedForwardToRnnPreProcessor behind this layer";
  }

  private static String described(INDArray theirs, INDArray ours) {
    if (!Arrays.equals(theirs.shape(), ours.shape())) {
      return "shape "
          + Arrays.toString(theirs.shape())
          + ", the rule "
          + Arrays.toString(ours.shape());
    }
    double[] given = theirs.dup('c').data().asDouble();
    double[] own = ours.dup('c').data().asDouble();
    int worst = worst(given, own);
    return given[worst]
        + " at number "
        + worst
        + " of shape "
        + Arrays.toString(theirs.shape())
        + ", the rule "
        + own[worst];
  }

  /** Returns the place of the largest difference, or of the first that is not a number. */
  private static int worst(double[] given, double[] own) {
    int worst = 0;
    for (int place = 0; place < given.length; place++) {
      double difference = Math.abs(given[place] - own[place]);
      if (Double.isNaN(difference)) {
        return place;
      }
      worst = difference > Math.abs(given[worst] - own[worst]) ? place : worst;
    }
    return worst;
  }
}
