package io.github.dl4jdeeplift.rule;

import java.util.List;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * How one kind of node computes its output, and how it hands the multipliers of its output back to
 * its inputs.
 *
 * <p>The extension point of this library: a new layer is one rule, one row of {@link RuleTable} and
 * one test. Rules are immutable, hold the layer's parameters as they were when the rule was made,
 * and write operations into a SameDiff program; they never run any.
 */
public interface Rule {
  /**
   * Returns the shape of the node's output for one example.
   *
   * @param inputs shapes of the inputs, the batch left out
   * @return shape of the output, the batch left out
   * @throws IllegalArgumentException if the node cannot take such inputs; the message says which it
   *     takes, the caller adds the layer
   */
  Shape outputShape(List<Shape> inputs);

  /**
   * Writes down the forward pass.
   *
   * @param ops operations of the program
   * @param inputs the node's inputs, {@code [batch, shape...]}
   * @return the output, {@code [batch, outputShape...]}
   */
  SDVariable forward(Ops ops, List<Value> inputs);

  /**
   * Writes down the multipliers of the inputs.
   *
   * @param ops operations of the program
   * @param values both passes at this node
   * @param upstream multipliers of the node's output; both parts share one, unless this is a {@link
   *     PartwiseRule}
   * @return multipliers of each input, in order
   */
  List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream);

  /**
   * Tells whether the node turns logits into probabilities, so that a target before it is explained
   * where the network ends with it (section 2.4).
   */
  default boolean givesProbabilities() {
    return false;
  }

  /**
   * Returns the rule that takes this one's place where its logits are explained less their mean
   * over all classes (section 2.5); empty where it has no classes that sum to 1.
   */
  default Optional<Rule> meanNormalized() {
    return Optional.empty();
  }

  /**
   * Tells whether contributions sum to the output's difference by this rule, which the gradient and
   * some rules for maxima do not care for.
   */
  default boolean isAdditive() {
    return true;
  }

  /** Returns what {@link Trace genomics-default} makes of the node when it looks back. */
  default Trace trace() {
    return Trace.STOPS;
  }

  /**
   * Tells whether the node's output is an affine function of its inputs, so that its multipliers
   * are derivatives as well.
   */
  default boolean isLinear() {
    return false;
  }

  /** Tells whether the node only moves numbers, so that targets are looked for behind it. */
  default boolean movesNumbersOnly() {
    return false;
  }

  /**
   * Tells whether the node's value is worked out for the example and holds for its references too,
   * as a mask that the data make.
   */
  default boolean isFixedByExample() {
    return false;
  }

  /**
   * Tells whether Deeplearning4j rounds the node's output to single precision in a network of
   * double precision too, so that the parity gate expects no more of it.
   */
  default boolean isRoundedByDeeplearning4j() {
    return false;
  }

  /** Returns what to look at where the node's value is not finite, for the message of the error. */
  default String causeOfNotFinite() {
    return "look at its weights and at the size of the inputs";
  }

  /** Returns what the rule does, in the field's words, as reports print it. */
  default String description() {
    return getClass().getSimpleName();
  }
}
