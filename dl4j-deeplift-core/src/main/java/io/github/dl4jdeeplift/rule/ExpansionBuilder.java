package io.github.dl4jdeeplift.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts together the nodes of a layer that are no chain. */
public final class ExpansionBuilder {
  private final List<Expansion.Part> parts = new ArrayList<>();

  /** Starts with no nodes. */
  public ExpansionBuilder() {}

  /**
   * Adds a node.
   *
   * @param rule its rule
   * @param from places of the nodes or inputs that it reads
   * @return its place
   */
  public int add(Rule rule, int... from) {
    parts.add(new Expansion.Part(rule, Arrays.stream(from).boxed().toList()));
    return parts.size() - 1;
  }

  /**
   * Adds nodes that each read the one before.
   *
   * @param from place that the first reads
   * @param rules their rules
   * @return the place of the last
   */
  public int chain(int from, Rule... rules) {
    int place = from;
    for (Rule rule : rules) {
      place = add(rule, place);
    }
    return place;
  }

  /** Returns the nodes; the last one added is the layer's output. */
  public Expansion build() {
    return new Expansion(parts);
  }
}
