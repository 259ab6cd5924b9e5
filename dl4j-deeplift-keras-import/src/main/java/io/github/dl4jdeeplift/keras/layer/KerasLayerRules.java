package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleProvider;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.shape.MergeRule;
import io.github.dl4jdeeplift.rule.shape.PaddingRule;
import java.util.List;

/** The rules of this package's layers, which the library finds by itself. */
public final class KerasLayerRules implements RuleProvider {
  /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
  public KerasLayerRules() {}

  @Override
  public List<RuleRow<?>> rows() {
    return List.of(
        RuleRow.of(ChannelsLastCropping1D.class, view -> ends(view.configuration(), -1)),
        RuleRow.of(ChannelsLastZeroPadding1D.class, view -> ends(view.configuration(), 1)),
        RuleRow.of(
            ConcatenateVertex.class, view -> new MergeRule(view.configuration().getMergeAxis())),
        computed(ReverseTime.class),
        computed(LayerNormalization.class),
        computed(ChannelScale.class),
        computed(StoredStatistics.class),
        computed(RepeatCells.class),
        computed(Spread.class),
        computed(Gru.class),
        new RuleRow<>(LastStep.class, view -> view.configuration().nodes(view)),
        new RuleRow<>(EachStep.class, view -> view.configuration().nodes(view)),
        vertex(EachStepVertex.class),
        vertex(HeadsVertex.class),
        vertex(BroadcastVertex.class),
        vertex(MatrixProductVertex.class),
        vertex(SliceVertex.class),
        vertex(PermuteVertex.class),
        vertex(MaskVertex.class),
        vertex(MaskedVertex.class),
        vertex(SumVertex.class),
        vertex(AffineVertex.class),
        vertex(FunctionVertex.class),
        vertex(LogSumExpVertex.class),
        vertex(NormalizeVertex.class));
  }

  private static <T extends Computed> RuleRow<T> computed(Class<T> type) {
    return new RuleRow<>(type, view -> view.configuration().nodes(view));
  }

  private static <T extends ComputedVertex> RuleRow<T> vertex(Class<T> type) {
    return new RuleRow<>(type, view -> view.configuration().nodes(view));
  }

  private static Rule ends(LengthChange layer, long sign) {
    long[] before = {sign * layer.getBefore(), 0};
    long[] after = {sign * layer.getAfter(), 0};
    return new PaddingRule(before, after);
  }
}
