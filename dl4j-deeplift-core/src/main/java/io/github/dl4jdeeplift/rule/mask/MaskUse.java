package io.github.dl4jdeeplift.rule.mask;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.arithmetic.ElementwiseMaximumRule;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a layer does at inference with a mask that reaches it.
 *
 * @param effect what the mask does to the layer
 * @param axis dimension of time in the layer's output, where it is multiplied; the batch left out
 * @param onward makes the mask that the next layer gets, from masks of the inputs; null where there
 *     is none. Where one of those masks is absent there is none either
 */
public record MaskUse(Effect effect, int axis, Expansion.@Nullable Part onward) {
  /** What a mask does to a layer. */
  public enum Effect {
    /** Nothing. */
    NONE,
    /** The layer's nodes read it. */
    TAKEN,
    /** It multiplies the layer's output: the one that goes on, if any does. */
    MULTIPLIES
  }

  private static final Expansion.Part SAME =
      new Expansion.Part(new IdentityRule(), List.of(Expansion.mask(0)));

  /** The mask does nothing and goes on. */
  public static MaskUse handedOn() {
    return new MaskUse(Effect.NONE, 0, SAME);
  }

  /** The mask does nothing and ends here. */
  public static MaskUse dropped() {
    return new MaskUse(Effect.NONE, 0, null);
  }

  /** The layer's nodes read the mask, and it goes on. */
  public static MaskUse taken() {
    return new MaskUse(Effect.TAKEN, 0, SAME);
  }

  /** The layer's nodes read the mask, and it ends here. */
  public static MaskUse takenLast() {
    return new MaskUse(Effect.TAKEN, 0, null);
  }

  /**
   * The mask multiplies the output and goes on.
   *
   * @param axis dimension of time in the output, the batch left out
   */
  public static MaskUse multiplying(int axis) {
    return new MaskUse(Effect.MULTIPLIES, axis, SAME);
  }

  /**
   * The mask of one input goes on.
   *
   * @param input the input's place
   */
  public static MaskUse handedOn(int input) {
    return new MaskUse(
        Effect.NONE, 0, new Expansion.Part(new IdentityRule(), List.of(Expansion.mask(input))));
  }

  /**
   * A step goes on unmasked where any input has it.
   *
   * @param inputs number of inputs
   */
  public static MaskUse union(int inputs) {
    List<Integer> all = IntStream.range(0, inputs).map(Expansion::mask).boxed().toList();
    Rule rule = inputs == 1 ? new IdentityRule() : ElementwiseMaximumRule.maximum();
    return new MaskUse(Effect.NONE, 0, new Expansion.Part(rule, all));
  }

  /**
   * The mask goes through a rule.
   *
   * @param rule from the mask of the input to that of the output
   */
  public static MaskUse through(Rule rule) {
    return new MaskUse(Effect.NONE, 0, new Expansion.Part(rule, List.of(Expansion.mask(0))));
  }
}
