package io.github.dl4jdeeplift.rule.activation;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** A rule of a function of one number, whichever of the method's choices it is explained by. */
public sealed interface NonlinearityNode extends Rule permits RescaleRule, RevealCancelRule {
  /** Returns the function. */
  Nonlinearity nonlinearity();

  @Override
  default Shape outputShape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  default SDVariable forward(Ops ops, List<Value> inputs) {
    return nonlinearity().value(ops, inputs.get(0).variable());
  }

  @Override
  default boolean givesProbabilities() {
    return nonlinearity().givesProbabilities();
  }
}
