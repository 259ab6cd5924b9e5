package io.github.dl4jdeeplift.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

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
  protected abstract LinearRule absolute();

  private LinearRule magnitudes() {
    LinearRule known = magnitudes;
    if (known == null) {
      known = absolute();
      magnitudes = known;
    }
    return known;
  }

  @Override
  public Parts parts(Ops ops, NodeValues values) {
    SDVariable difference = values.difference(0);
    SDVariable distance = ops.sameDiff().math().abs(difference);
    SDVariable sum = linear(ops, new Value(difference, values.inputShape(0)));
    SDVariable size = magnitudes().linear(ops, new Value(distance, values.inputShape(0)));
    // Both sums run over the same products in the same order, so a part without summands is 0.
    return new Parts(sum.add(size).mul(0.5), sum.sub(size).mul(0.5));
  }

  @Override
  public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
    if (upstream.areShared()) {
      return super.backward(ops, values, upstream);
    }
    SDVariable mean = upstream.positive().add(upstream.negative()).mul(0.5);
    SDVariable gap = upstream.positive().sub(upstream.negative()).mul(0.5);
    SDVariable sign = ops.sameDiff().math().sign(values.difference(0));
    SDVariable byPart = magnitudes().transpose(ops, values, gap).mul(sign);
    return List.of(Multipliers.shared(transpose(ops, values, mean).add(byPart)));
  }
}
