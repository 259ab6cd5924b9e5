package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * γx + β along the last dimension, as a part of layers: parameters {@code gamma} and {@code beta},
 * {@code [channels]}, where they are asked for.
 *
 * @param channels size of the last dimension, or 1 for one number for all
 * @param scaled whether there is γ
 * @param centered whether there is β
 */
record ScaleAndCenter(long channels, boolean scaled, boolean centered) {
  /** Returns the shapes of the parameters by name. */
  Map<String, long[]> shapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    if (scaled) {
      shapes.put("gamma", new long[] {channels});
    }
    if (centered) {
      shapes.put("beta", new long[] {channels});
    }
    return shapes;
  }

  /**
   * Scales and shifts in place.
   *
   * @param rows {@code [n, channels]}
   */
  void apply(Computed.Parameters parameters, INDArray rows) {
    if (scaled) {
      rows.muliRowVector(row(parameters.get("gamma")));
    }
    if (centered) {
      rows.addiRowVector(row(parameters.get("beta")));
    }
  }

  private INDArray row(INDArray parameter) {
    return parameter.dup().reshape(1, channels);
  }

  /** Returns the rule, with 1 for a γ and 0 for a β that are not there. */
  Rule rule(LayerView<?> view) {
    return new ScaleShiftRule(orElse(view, "gamma", 1), orElse(view, "beta", 0));
  }

  private INDArray orElse(LayerView<?> view, String key, double otherwise) {
    @Nullable INDArray parameter = view.parameterOrNull(key);
    return parameter == null
        ? Nd4j.valueArrayOf(new long[] {channels}, otherwise, view.dataType())
        : parameter;
  }
}
