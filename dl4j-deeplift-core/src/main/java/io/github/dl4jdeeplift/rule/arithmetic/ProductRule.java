package io.github.dl4jdeeplift.rule.arithmetic;

import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Value;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Element-wise product of inputs: m_a = b⁰ + δb/2 and m_b = a⁰ + δa/2, each the mean of the other
 * factor over both passes (section 2.3.5, equation 18); no division. Three and more factors are
 * multiplied from left to right, each product by this rule.
 */
public final class ProductRule extends ElementwiseRule {
  /** Makes the rule. */
  public ProductRule() {}

  @Override
  public SDVariable forward(Ops ops, List<Value> inputs) {
    SDVariable product = inputs.get(0).variable();
    for (Value input : inputs.subList(1, inputs.size())) {
      product = product.mul(input.variable());
    }
    return product;
  }

  @Override
  List<SDVariable> factors(Ops ops, NodeValues values) {
    List<SDVariable> multipliers = new ArrayList<>();
    SDVariable actual = values.actual(0);
    SDVariable reference = values.reference(0);
    for (int index = 1; index < values.inputCount(); index++) {
      SDVariable factor = mean(values.actual(index), values.reference(index));
      multipliers.replaceAll(each -> each.mul(factor));
      if (index == 1) {
        multipliers.add(factor);
      }
      multipliers.add(mean(actual, reference));
      actual = actual.mul(values.actual(index));
      reference = reference.mul(values.reference(index));
    }
    return multipliers;
  }

  private static SDVariable mean(SDVariable actual, SDVariable reference) {
    return actual.add(reference).mul(0.5);
  }

  @Override
  public String description() {
    return "product";
  }
}
