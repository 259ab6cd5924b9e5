package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.function.ExplainedActivation;
import io.github.dl4jdeeplift.rule.function.LiteratureFunctions;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** An activation function of Keras that Deeplearning4j does not have, or has with other values. */
public final class KerasActivation extends BaseActivationFunction implements ExplainedActivation {
  private static final long serialVersionUID = 1L;

  /** The functions. */
  public enum Function {
    /** x·Φ(x) with the normal distribution Φ. */
    GELU,
    /** ½x(1 + tanh(√(2/π)(x + 0.044715x³))). */
    APPROXIMATE_GELU,
    /** e^x. */
    EXPONENTIAL,
    /** log(1 + e^x), finite for all arguments. */
    SOFTPLUS,
    /** relu6(x + 3)/6, hard sigmoid in Keras 3. */
    HARD_SIGMOID,
    /** x·relu6(x + 3)/6, hard_silu and hard_swish. */
    HARD_SWISH,
    /** −log(1 + e^−x). */
    LOG_SIGMOID
  }

  private final Function function;

  /**
   * Makes the activation function.
   *
   * @param function the function
   */
  public KerasActivation(@JsonProperty("function") Function function) {
    this.function = function;
  }

  private static INDArray gelu(INDArray x) {
    return Nd4j.math().erf(x.mul(Math.sqrt(0.5))).addi(1).muli(0.5).muli(x);
  }

  private static INDArray approximateGelu(INDArray x) {
    INDArray inner = x.mul(x).muli(x).muli(0.044715).addi(x).muli(Math.sqrt(2 / Math.PI));
    return Transforms.tanh(inner, false).addi(1).muli(0.5).muli(x);
  }

  private static INDArray softplus(INDArray x) {
    INDArray rest = Nd4j.math().log1p(Transforms.exp(Transforms.abs(x, true).negi(), false));
    return Transforms.relu(x, true).addi(rest);
  }

  private static INDArray hardGate(INDArray x) {
    return Nd4j.math().clipByValue(x.div(6).addi(0.5), 0, 1);
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    return in.assign(values(in));
  }

  private INDArray values(INDArray x) {
    return switch (function) {
      case GELU -> gelu(x);
      case APPROXIMATE_GELU -> approximateGelu(x);
      case EXPONENTIAL -> Transforms.exp(x, true);
      case SOFTPLUS -> softplus(x);
      case HARD_SIGMOID -> hardGate(x);
      case HARD_SWISH -> hardGate(x).muli(x);
      case LOG_SIGMOID -> softplus(x.neg()).negi();
    };
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    throw new UnsupportedOperationException(
        this + " is for prediction and explanation and cannot be trained");
  }

  @Override
  public Nonlinearity nonlinearity() {
    return switch (function) {
      case GELU -> LiteratureFunctions.gelu();
      case APPROXIMATE_GELU -> LiteratureFunctions.approximateGelu();
      case EXPONENTIAL -> LiteratureFunctions.exponential();
      case SOFTPLUS -> LiteratureFunctions.softplus();
      case HARD_SIGMOID -> LiteratureFunctions.hardSigmoid();
      case HARD_SWISH -> LiteratureFunctions.hardSwish();
      case LOG_SIGMOID -> LiteratureFunctions.logSigmoid();
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KerasActivation activation && activation.function == function;
  }

  @Override
  public int hashCode() {
    return Objects.hash(function);
  }

  @Override
  public String toString() {
    return function.name().toLowerCase(java.util.Locale.ROOT);
  }
}
