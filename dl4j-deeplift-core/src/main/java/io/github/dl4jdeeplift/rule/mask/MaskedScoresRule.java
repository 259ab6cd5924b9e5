package io.github.dl4jdeeplift.rule.mask;

import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Scores {@code [batch, ..., queries, keys]} less 10⁹ at masked keys, as Deeplearning4j's attention
 * has it, so that softmax gives those 0; m = 1.
 */
public final class MaskedScoresRule implements PartwiseRule {
  private static final double REMOVED = 1e9;

  /** Makes the rule. */
  public MaskedScoresRule() {}

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape scores = inputs.get(0);
    Shape mask = inputs.get(1);
    if (mask.rank() != 1 || mask.size(0) != scores.size(-1)) {
      throw new IllegalArgumentException(
          "attends to " + scores.size(-1) + " steps, which a mask " + mask + " does not fit");
    }
    return scores;
  }

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    Value scores = inputs.get(0);
    return scores.variable().add(ofMask(ops, inputs.get(1), scores.shape().rank()));
  }

  /**
   * Returns what is added to scores.
   *
   * @param ops operations of the program
   * @param mask the mask, {@code [batch, keys]}
   * @param rank number of the scores' dimensions, the batch left out
   */
  public static SDVariable ofMask(Ops ops, Value mask, int rank) {
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    sizes[rank - 1] = mask.shape().size(0);
    return ops.reshape(mask.variable().sub(1).mul(REMOVED), sizes);
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    return values.parts(0);
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    return List.of(upstream);
  }

  /** For a given mask, which both passes share. */
  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public String description() {
    return "masked keys";
  }
}
