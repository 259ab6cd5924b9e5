package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.function.ActivationFunctions;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** The rules of Deeplearning4j's activation functions, and of layers that end with one. */
public final class ActivationRules {
  private ActivationRules() {}

  /**
   * Returns the rule of an activation function.
   *
   * @param function the activation function
   * @throws UnsupportedLayerException if its class is in no row
   */
  public static Rule of(IActivation function) {
    if (function instanceof ActivationIdentity) {
      return new IdentityRule();
    }
    if (function.getClass() == ActivationSoftmax.class) {
      return new SoftmaxRule();
    }
    return new RescaleRule(
        ActivationFunctions.of(function)
            .orElseThrow(
                () ->
                    new UnsupportedLayerException(
                        "its activation function "
                            + function.getClass().getName()
                            + " has no rule")));
  }

  /**
   * Returns an activation function inside a recurrent layer.
   *
   * @param function the activation function
   * @throws UnsupportedLayerException if its class is in no row, or if it mixes several numbers
   */
  public static Nonlinearity functionOf(IActivation function) {
    Rule rule = of(function);
    if (rule instanceof NonlinearityNode node) {
      return node.nonlinearity();
    }
    if (rule instanceof IdentityRule) {
      return ActivationFunctions.identity();
    }
    throw new UnsupportedLayerException(
        "softmax inside a recurrent layer has no rule: use a function of one number");
  }

  /**
   * Returns the row of a layer that applies an activation function after its own map.
   *
   * @param <T> the layer's class
   * @param type the layer's class
   * @param map the rule of its map
   */
  public static <T extends BaseLayer> RuleRow<T> activated(
      Class<T> type, Function<LayerView<T>, Rule> map) {
    return new RuleRow<>(type, layer -> activated(layer.configuration(), map.apply(layer)));
  }

  /**
   * Returns nodes that each read the one before, and the layer's activation function if it has one.
   *
   * @param configuration the layer
   * @param map the rules of its map
   */
  public static Expansion activated(BaseLayer configuration, Rule... map) {
    List<Rule> rules = new ArrayList<>(List.of(map));
    Rule activation = of(configuration.getActivationFn());
    if (!(activation instanceof IdentityRule)) {
      rules.add(activation);
    }
    return Expansion.chain(rules);
  }
}
