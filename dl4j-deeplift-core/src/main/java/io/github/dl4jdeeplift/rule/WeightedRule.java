package io.github.dl4jdeeplift.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The linear rule for sums with weights of both signs: dense layers and convolutions.
 *
 * <p>Each summand w·δ belongs to the positive or the negative part of the output's difference by
 * its own sign (2017 paper, section 3.5.1): δ⁺, δ⁻ = ½(Wδ ± |W||δ|). Back, an input gets the
 * multiplier of the part that its summand is in, ½[Wᵀ(m⁺ + m⁻) + sign(δ)·|W|ᵀ(m⁺ − m⁻)], one for
 * both of its own parts; at δ = 0 that is the mean of both. Where m⁺ = m⁻ one transposed map does.
 */
public abstract class WeightedRule extends LinearRule {
  private volatile @Nullable LinearRule magnitudes;

  /** Made by subclasses. */
  protected WeightedRule() {}

  /** Returns the map whose weights are the magnitudes of this one's. */
  public abstract LinearRule absolute();

  /**
   * Returns the same map with each weight less the mean of its unit's weights to inputs of the same
   * constraint (section 2.6).
   *
   * @param constraints constraints of the map's input
   * @throws IllegalArgumentException if the map cannot be normalized for such inputs
   */
  public WeightedRule centered(Constraints constraints) {
    throw new IllegalArgumentException("has no weights that can be normalized");
  }

  /**
   * Returns this map followed by factors and summands of its channels, as one map.
   *
   * @param channelAxis dimension of the channels in the output, the batch left out
   * @param output shape of the output, the batch left out
   * @param factors {@code [channels]}
   * @param summands {@code [channels]}
   * @return the map; empty where it has no weights for each such channel
   */
  public Optional<WeightedRule> scaled(
      int channelAxis, Shape output, INDArray factors, INDArray summands) {
    return Optional.empty();
  }

  /**
   * Returns a bias after factors and summands.
   *
   * @param bias the bias, or null where there is none
   * @param factors of its shape
   * @param summands of its shape
   */
  public static INDArray scaled(@Nullable INDArray bias, INDArray factors, INDArray summands) {
    return bias == null ? summands : bias.mul(factors).addi(summands);
  }

  /**
   * Returns weights less their means.
   *
   * @param weights {@code [..., in, out]}
   * @param pattern for each input the first one that shares its constraint
   */
  protected static INDArray centered(INDArray weights, int[] pattern) {
    INDArray result = weights.dup('c');
    INDArray rows = result.reshape('c', new long[] {-1, weights.size(-1)});
    for (long cell = 0; cell < rows.size(0); cell += pattern.length) {
      for (int place = 0; place < pattern.length; place++) {
        if (pattern[place] == place) {
          center(rows, cell, members(pattern, place));
        }
      }
    }
    return result;
  }

  private static int[] members(int[] pattern, int first) {
    return IntStream.range(first, pattern.length).filter(i -> pattern[i] == first).toArray();
  }

  private static void center(INDArray rows, long cell, int[] members) {
    INDArray sum = Nd4j.zeros(rows.dataType(), rows.size(1));
    for (int member : members) {
      sum.addi(rows.getRow(cell + member));
    }
    INDArray mean = sum.divi(members.length);
    for (int member : members) {
      rows.getRow(cell + member).subi(mean);
    }
  }

  private LinearRule magnitudes() {
    LinearRule known = magnitudes;
    if (known == null) {
      known = absolute();
      magnitudes = known;
    }
    return known;
  }

  /** Wδ is known from both passes; rounding may leave it beyond |W||δ|, which parts never are. */
  @Override
  public Parts parts(Ops ops, NodeValues values) {
    SDVariable distance = ops.sameDiff().math().abs(values.difference(0));
    SDVariable size = magnitudes().linear(ops, new Value(distance, values.inputShape(0)));
    SDVariable sum = values.outputDifference();
    SDVariable positive = sum.add(size).mul(0.5);
    return Parts.signed(ops, positive, sum.sub(positive));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    if (upstream.areShared()) {
      return super.backward(ops, values, upstream);
    }
    SDVariable sum = upstream.positive().add(upstream.negative());
    SDVariable gap = upstream.positive().sub(upstream.negative());
    SDVariable sign = ops.sameDiff().math().sign(values.difference(0));
    SDVariable byPart = magnitudes().transpose(ops, values, gap).mul(sign);
    return List.of(Multipliers.shared(transpose(ops, values, sum).add(byPart).mul(0.5)));
  }
}
