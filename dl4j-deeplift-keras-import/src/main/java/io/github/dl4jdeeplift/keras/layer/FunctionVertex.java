package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.NamedFunctions;
import io.github.dl4jdeeplift.rule.RescaleRule;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A function of one number that Deeplearning4j has no activation function for. */
public final class FunctionVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final Function function;

  /** The functions, by the names that {@link NamedFunctions} has for them. */
  public enum Function {
    /** e^x. */
    EXPONENTIAL("exp", Transforms::exp),
    /** ln x. */
    LOGARITHM("log", Transforms::log),
    /** ln(1 + x). */
    LOGARITHM_OF_1_PLUS("log1p", x -> each(x, Math::log1p)),
    /** e^x - 1. */
    EXPONENTIAL_LESS_1("expm1", x -> each(x, Math::expm1)),
    /** The square root. */
    SQUARE_ROOT("sqrt", Transforms::sqrt),
    /** 1 over the square root. */
    RECIPROCAL_ROOT("rsqrt", x -> Transforms.sqrt(x).rdiv(1)),
    /** 1/x. */
    RECIPROCAL("reciprocal", x -> x.rdiv(1)),
    /** x². */
    SQUARE("square", x -> x.mul(x)),
    /** |x|. */
    ABSOLUTE("abs", Transforms::abs);

    private final String operation;
    private final UnaryOperator<INDArray> compute;

    Function(String operation, UnaryOperator<INDArray> compute) {
      this.operation = operation;
      this.compute = compute;
    }

    /** ND4J's own cancel near 0. */
    private static INDArray each(INDArray x, java.util.function.DoubleUnaryOperator function) {
      INDArray y = x.dup('c');
      for (long index = 0; index < y.length(); index++) {
        y.putScalar(index, function.applyAsDouble(y.getDouble(index)));
      }
      return y;
    }
  }

  /**
   * Makes the vertex.
   *
   * @param function the function
   */
  public FunctionVertex(@JsonProperty("function") Function function) {
    this.function = function;
  }

  /** Returns the function. */
  public Function getFunction() {
    return function;
  }

  @Override
  List<Object> options() {
    return List.of(function);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    return function.compute.apply(inputs[0]);
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(
        new RescaleRule(Objects.requireNonNull(NamedFunctions.of(function.operation, 0))));
  }
}
