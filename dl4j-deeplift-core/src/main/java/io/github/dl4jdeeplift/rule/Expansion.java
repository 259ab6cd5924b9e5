package io.github.dl4jdeeplift.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The nodes that one layer becomes, in order; the last is the layer's output.
 *
 * @param parts the nodes
 */
public record Expansion(List<Part> parts) {
  /** The place that stands for the layer's own inputs, all of them. */
  public static final int INPUTS = -1;

  /**
   * Returns the place that stands for one of several inputs.
   *
   * @param index the input's place among them
   */
  public static int input(int index) {
    return INPUTS - 1 - index;
  }

  /**
   * One node.
   *
   * @param rule its rule
   * @param from places of the parts that it reads, or {@link #INPUTS}, or {@link #input}
   */
  public record Part(Rule rule, List<Integer> from) {
    /** Copies the list. */
    public Part {
      from = List.copyOf(from);
    }
  }

  /** Copies the list. */
  public Expansion {
    parts = List.copyOf(parts);
  }

  /**
   * Returns nodes that each read the one before.
   *
   * @param rules their rules
   */
  public static Expansion chain(Rule... rules) {
    return chain(List.of(rules));
  }

  /**
   * Returns nodes that each read the one before.
   *
   * @param rules their rules
   */
  public static Expansion chain(List<Rule> rules) {
    Expansion result = new Expansion(List.of());
    for (Rule rule : rules) {
      result = result.then(rule);
    }
    return result;
  }

  private int last() {
    return parts.size() - 1;
  }

  /**
   * Returns these nodes and one that reads the last.
   *
   * @param rule its rule
   */
  public Expansion then(Rule rule) {
    List<Part> all = new ArrayList<>(parts);
    all.add(new Part(rule, List.of(last())));
    return new Expansion(all);
  }

  /**
   * Returns these nodes and others behind them.
   *
   * @param next the others, which take the last of these for their input
   */
  public Expansion then(Expansion next) {
    return with(next, last());
  }

  /**
   * Returns these nodes, others beside them that read the same inputs, and one that joins both.
   *
   * @param other the others
   * @param join rule of the node that reads the last of both
   */
  public Expansion beside(Expansion other, Rule join) {
    Expansion both = with(other, INPUTS);
    List<Part> all = new ArrayList<>(both.parts);
    all.add(new Part(join, List.of(last(), other.parts.isEmpty() ? INPUTS : both.last())));
    return new Expansion(all);
  }

  private Expansion with(Expansion other, int input) {
    List<Part> all = new ArrayList<>(parts);
    for (Part part : other.parts) {
      List<Integer> from =
          part.from.stream().map(place -> place == INPUTS ? input : place + parts.size()).toList();
      all.add(new Part(part.rule, from));
    }
    return new Expansion(all);
  }

  /** Returns the rules of all nodes. */
  public List<Rule> rules() {
    return parts.stream().map(Part::rule).toList();
  }
}
