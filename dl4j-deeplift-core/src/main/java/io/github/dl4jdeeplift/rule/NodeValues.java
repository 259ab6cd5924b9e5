package io.github.dl4jdeeplift.rule;

import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a rule can ask of both passes, that of the example and that of its reference, at its node.
 *
 * <p>Values are kept only where a rule asks for them: a linear rule asks for none and costs no
 * memory. The batch dimension of either pass may be 1 where one row serves all, so rules combine
 * them by broadcasting operations alone.
 */
public interface NodeValues {
  /** Returns the shape of one example of input {@code index}. */
  Shape inputShape(int index);

  /** Returns the number of inputs of the node. */
  int inputCount();

  /** Returns the shape of one example of the node's output. */
  Shape outputShape();

  /** Returns input {@code index} in the pass of the example. */
  SDVariable actual(int index);

  /** Returns input {@code index} in the pass of the reference. */
  SDVariable reference(int index);

  /** Returns {@code actual(index) - reference(index)}, the paper's δ (section 2). */
  SDVariable difference(int index);

  /** Returns the difference of the node's output between both passes. */
  SDVariable outputDifference();

  /** Returns the parts of {@code difference(index)}. */
  Parts parts(int index);

  /**
   * Returns what the node's rule writes down once, though it needs it in several places.
   *
   * @param what tells it from other such values of the node
   * @param make writes it down at the first call
   */
  SDVariable once(String what, Supplier<SDVariable> make);
}
