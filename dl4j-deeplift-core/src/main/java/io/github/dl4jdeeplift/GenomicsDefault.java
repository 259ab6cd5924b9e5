package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Trace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The authors' choice for genomics: RevealCancel after dense layers, Rescale after convolutions.
 *
 * <p>Their program looks back through batch normalization and dropout alone; this one through all
 * that moves, scales, pools or joins numbers.
 */
final class GenomicsDefault {
  private GenomicsDefault() {}

  /**
   * Returns RESCALE or REVEAL_CANCEL for a nonlinearity.
   *
   * @throws IllegalArgumentException if neither a dense layer nor a convolution feeds it
   */
  static NonlinearityRule of(NodeGraph graph, Node node) {
    Set<Trace> found = EnumSet.noneOf(Trace.class);
    Set<String> seen = new HashSet<>();
    Deque<String> ahead = new ArrayDeque<>(node.inputs());
    while (!ahead.isEmpty()) {
      Node fed = graph.find(ahead.pop());
      if (fed != null && seen.add(fed.name())) {
        found.add(fed.rule().trace());
        ahead.addAll(fed.rule().trace() == Trace.PASSES ? fed.inputs() : List.of());
      }
    }
    if (found.contains(Trace.DENSE)) {
      return NonlinearityRule.REVEAL_CANCEL;
    }
    if (found.contains(Trace.CONVOLUTION)) {
      return NonlinearityRule.RESCALE;
    }
    throw new IllegalArgumentException(
        "GENOMICS_DEFAULT finds neither a dense layer nor a convolution in front of the nonlinearity"
            + " of layer "
            + node.layer()
            + "; choose its rule by nonlinearityRule(\""
            + node.layer().name()
            + "\", ..)");
  }
}
