package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.function.ExplainedActivation;
import io.github.dl4jdeeplift.rule.function.LiteratureFunctions;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import io.github.dl4jdeeplift.rule.function.SparseFunctions;
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
    LOG_SIGMOID,
    /** x less ½ of its sign, 0 where |x| ≤ ½. */
    SOFT_SHRINK,
    /** x, 0 where |x| ≤ ½. */
    HARD_SHRINK,
    /** x − tanh x. */
    TANH_SHRINK,
    /** (x + √(x² + 4))/2. */
    SQUAREPLUS,
    /** 0 up to −1, (x + 1)²/4 up to 1, x from there. */
    SPARSE_PLUS,
    /** (x + 1)/2, between 0 and 1. */
    SPARSE_SIGMOID
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

  private static INDArray clipped(INDArray x, double bound) {
    return Nd4j.math().clipByValue(x, -bound, bound);
  }

  private static INDArray sparsePlus(INDArray x) {
    INDArray curve = clipped(x, 1).addi(1);
    return curve.mul(curve).divi(4).addi(Transforms.max(x, 1, true)).subi(1);
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
      case SOFT_SHRINK -> x.sub(clipped(x, 0.5));
      case HARD_SHRINK -> x.mul(Transforms.abs(x, true).gt(0.5).castTo(x.dataType()));
      case TANH_SHRINK -> x.sub(Transforms.tanh(x, true));
      case SQUAREPLUS -> Transforms.sqrt(x.mul(x).addi(4), false).addi(x).divi(2);
      case SPARSE_PLUS -> sparsePlus(x);
      case SPARSE_SIGMOID -> clipped(x, 1).addi(1).divi(2);
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
      case SOFT_SHRINK -> SparseFunctions.softShrink();
      case HARD_SHRINK -> SparseFunctions.hardShrink();
      case TANH_SHRINK -> SparseFunctions.tanhShrink();
      case SQUAREPLUS -> SparseFunctions.squareplus();
      case SPARSE_PLUS -> SparseFunctions.sparsePlus();
      case SPARSE_SIGMOID -> SparseFunctions.sparseSigmoid();
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
