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
    return INPUTS - 1 - 2 * index;
  }

  /**
   * Returns the place that stands for the mask of an input.
   *
   * @param index the input's place among the inputs
   */
  public static int mask(int index) {
    return INPUTS - 2 - 2 * index;
  }

  /**
   * Tells whether a place stands for a mask.
   *
   * @param place the place
   */
  public static boolean isMask(int place) {
    return place < INPUTS && (INPUTS - place) % 2 == 0;
  }

  /**
   * Returns the input that a place stands for, or whose mask it stands for.
   *
   * @param place the place, not of a part and not {@link #INPUTS}
   */
  public static int inputOf(int place) {
    return (INPUTS - 1 - place) / 2;
  }

  /**
   * One node.
   *
   * @param rule its rule
   * @param from places of the parts that it reads, or {@link #INPUTS}, {@link #input} or {@link
   *     #mask}
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

  /**
   * Returns one node that reads the layer's inputs, and their mask where there is one.
   *
   * @param rule its rule
   * @param masked whether there is a mask
   */
  public static Expansion of(Rule rule, boolean masked) {
    return new Expansion(
        List.of(new Part(rule, masked ? List.of(INPUTS, mask(0)) : List.of(INPUTS))));
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
   * Returns these nodes and one that reads the last and a mask.
   *
   * @param rule its rule
   * @param mask place of the mask
   */
  public Expansion thenMasked(Rule rule, int mask) {
    List<Part> all = new ArrayList<>(parts);
    all.add(new Part(rule, List.of(parts.isEmpty() ? INPUTS : last(), mask)));
    return new Expansion(all);
  }

  /**
   * Returns these nodes with a mask of the layer's own making.
   *
   * @param made nodes of which the last is the mask; they read the layer's inputs and mask
   */
  public Expansion withMask(Expansion made) {
    List<Part> all = new ArrayList<>(made.parts);
    for (Part part : parts) {
      List<Integer> from =
          part.from.stream()
              .map(place -> place == mask(0) ? made.last() : made.moved(place))
              .toList();
      all.add(new Part(part.rule, from));
    }
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

  /** Returns the place behind these nodes; one that stands for an input or a mask stays. */
  private int moved(int place) {
    return place < 0 ? place : place + parts.size();
  }

  private Expansion with(Expansion other, int input) {
    List<Part> all = new ArrayList<>(parts);
    for (Part part : other.parts) {
      List<Integer> from =
          part.from.stream().map(place -> place == INPUTS ? input : moved(place)).toList();
      all.add(new Part(part.rule, from));
    }
    return new Expansion(all);
  }

  /** Returns the rules of all nodes. */
  public List<Rule> rules() {
    return parts.stream().map(Part::rule).toList();
  }
}
