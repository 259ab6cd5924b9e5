package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.graph.NodeGraph;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Names of layers in messages. */
final class LayerNames {
  /** As many names as a message can hold. */
  private static final int MOST = 5;

  private LayerNames() {}

  /**
   * Returns what to say where a name is not a layer's: the nearest names that are.
   *
   * @param name the name that was given
   */
  static String missing(NodeGraph graph, String name) {
    List<String> all = graph.nodes().stream().map(node -> node.layer().name()).distinct().toList();
    String wanted = name.toLowerCase(Locale.ROOT);
    List<String> near =
        all.stream()
            .sorted(Comparator.comparingInt(each -> edits(wanted, each.toLowerCase(Locale.ROOT))))
            .limit(MOST)
            .toList();
    return "but no layer has this name; "
        + (near.size() == all.size() ? "the layers are " : "the nearest are ")
        + near;
  }

  /** Returns how many letters must be added, taken out or changed (Levenshtein's distance). */
  private static int edits(String one, String other) {
    int[] above = IntStream.rangeClosed(0, other.length()).toArray();
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[above.length];
      current[0] = row;
      for (int column = 1; column < above.length; column++) {
        int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        int shifted = Math.min(current[column - 1], above[column]) + 1;
        current[column] = Math.min(above[column - 1] + change, shifted);
      }
      above = current;
    }
    return above[other.length()];
  }
}
