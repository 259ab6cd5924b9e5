package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.Expansion.Part;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.mask.MaskedRule;
import io.github.dl4jdeeplift.rule.mask.MaskedScoresRule;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * What Keras does with a mask: a sequence {@code [batch, time, channels]} and its mask {@code
 * [batch, time]}, 0 at masked steps.
 *
 * <p>A recurrent layer that stands still at masked steps is one that runs over the unmasked steps
 * alone, and holds what it gave until the next of them: {@link Use#GATHERED} before it, {@link
 * Use#HELD}, {@link Use#ZEROED} or {@link Use#LAST} behind it.
 */
public final class MaskedVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;
  private static final double REMOVED = 1e9;

  private final Use use;

  /** What becomes of the steps. */
  public enum Use {
    /** The sequence, 0 at masked steps. */
    PRODUCT,
    /** The mean of the unmasked steps. */
    MEAN,
    /** Scores {@code [batch, queries, time]}, by which softmax gives masked steps no weight. */
    SCORES,
    /** The unmasked steps in their order, zeros behind them. */
    GATHERED,
    /** Gathered steps back in their places; a masked step has what the one before has, or 0. */
    HELD,
    /** Gathered steps back in their places, 0 at masked steps. */
    ZEROED,
    /** The last of the gathered steps, 0 where there is none. */
    LAST;

    /**
     * Returns which step of the input a step of the output takes.
     *
     * @param mask the mask of one example
     * @param step the step of the output
     * @return the step of the input, -1 for none
     */
    int source(double[] mask, int step) {
      int upTo = this == LAST ? mask.length : step + 1;
      return switch (this) {
        case GATHERED -> place(mask, step);
        case HELD, LAST -> count(mask, upTo) - 1;
        case ZEROED -> mask[step] == 0 ? -1 : count(mask, upTo) - 1;
        case PRODUCT, MEAN, SCORES -> throw new IllegalStateException(this + " moves no steps");
      };
    }

    private static int count(double[] mask, int upTo) {
      int count = 0;
      for (int step = 0; step < upTo; step++) {
        count += mask[step] == 0 ? 0 : 1;
      }
      return count;
    }

    /** Returns the place of the n-th unmasked step, n from 0. */
    private static int place(double[] mask, int n) {
      for (int step = 0; step < mask.length; step++) {
        if (mask[step] != 0 && count(mask, step) == n) {
          return step;
        }
      }
      return -1;
    }
  }

  /**
   * Makes the vertex.
   *
   * @param use what becomes of the steps
   */
  public MaskedVertex(@JsonProperty("use") Use use) {
    this.use = use;
  }

  /** Returns what becomes of the steps. */
  public Use getUse() {
    return use;
  }

  @Override
  List<Object> options() {
    return List.of(use);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    INDArray sequence = inputs[0];
    INDArray mask = inputs[1];
    return switch (use) {
      case PRODUCT -> product(sequence, mask);
      case MEAN -> product(sequence, mask).sum(1).divColumnVector(mask.sum(true, 1));
      case SCORES ->
          scores(sequence, mask.reshape('c', new long[] {mask.size(0), 1, mask.size(1)}));
      default -> moved(sequence, mask);
    };
  }

  private static INDArray product(INDArray sequence, INDArray mask) {
    return sequence.mul(mask.reshape('c', new long[] {mask.size(0), mask.size(1), 1}));
  }

  private static INDArray scores(INDArray scores, INDArray mask) {
    return scores.mul(mask).add(mask.sub(1).mul(REMOVED));
  }

  private INDArray moved(INDArray sequence, INDArray mask) {
    int batch = Math.toIntExact(sequence.size(0));
    int time = Math.toIntExact(sequence.size(1));
    long channels = sequence.size(2);
    int steps = use == Use.LAST ? 1 : time;
    int[] rows = new int[batch * steps];
    for (int example = 0; example < batch; example++) {
      double[] own = mask.getRow(example).toDoubleVector();
      for (int step = 0; step < steps; step++) {
        int source = use.source(own, step);
        rows[example * steps + step] = source < 0 ? batch * time : example * time + source;
      }
    }
    INDArray all = sequence.reshape('c', new long[] {(long) batch * time, channels});
    INDArray none = Nd4j.zeros(sequence.dataType(), 1, channels);
    INDArray taken = Nd4j.pullRows(Nd4j.concat(0, all, none), 1, rows).dup('c');
    return use == Use.LAST ? taken : taken.reshape('c', new long[] {batch, time, channels});
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return switch (use) {
      case PRODUCT -> Expansion.chain(MaskedRule.product(0));
      case MEAN ->
          Expansion.chain(
              MaskedRule.averaged(0),
              new SumAlongRule(List.of(1), /* mean= */ false, /* kept= */ false));
      case SCORES ->
          new Expansion(
              List.of(
                  new Part(MaskedRule.product(1), List.of(Expansion.input(0), Expansion.input(1))),
                  new Part(new MaskedScoresRule(), List.of(0, Expansion.input(1)))));
      default -> Expansion.chain(new UnmaskedStepsRule(use));
    };
  }
}
