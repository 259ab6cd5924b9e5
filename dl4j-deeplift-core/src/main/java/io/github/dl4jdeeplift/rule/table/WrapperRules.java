package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.util.IdentityLayer;

/**
 * The table's rows for layers that hand on what they are given, or what a layer inside makes of it.
 */
final class WrapperRules {
  static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(FrozenLayer.class, l -> l.inside(l.configuration().getLayer(), "")),
          new RuleRow<>(
              FrozenLayerWithBackprop.class, l -> l.inside(l.configuration().getUnderlying(), "")),
          RuleRow.of(IdentityLayer.class, l -> new IdentityRule()));

  private WrapperRules() {}
}
