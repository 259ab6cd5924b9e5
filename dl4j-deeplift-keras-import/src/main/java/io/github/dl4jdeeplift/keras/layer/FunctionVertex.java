package io.github.dl4jdeeplift.keras.layer;

import static java.util.Objects.requireNonNull;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import io.github.dl4jdeeplift.rule.function.NamedFunctions;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A function of one number that Deeplearning4j has no activation function for. */
public final class FunctionVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final Function function;
  private final double number;

  /** The functions. */
  public enum Function {
    /** e^x. */
    EXPONENTIAL("exp"),
    /** ln x. */
    LOGARITHM("log"),
    /** ln(1 + x). */
    LOGARITHM_OF_1_PLUS("log1p"),
    /** The square root. */
    SQUARE_ROOT("sqrt"),
    /** 1 over the square root. */
    RECIPROCAL_ROOT("rsqrt"),
    /** 1/x. */
    RECIPROCAL("reciprocal"),
    /** x². */
    SQUARE("square"),
    /** |x|. */
    ABSOLUTE("abs"),
    /** x to the power of the number. */
    POWER("pow"),
    /** The larger of x and the number. */
    MAXIMUM("max_scalar"),
    /** The smaller of x and the number. */
    MINIMUM("scalar_min");

    private final String operation;

    Function(String operation) {
      this.operation = operation;
    }

    /**
     * Returns the rule that explains the function.
     *
     * @param number the number that it takes besides x, of no account for most
     */
    Rule rule(double number) {
      return new RescaleRule(requireNonNull(NamedFunctions.of(operation, number)));
    }
  }

  /**
   * Makes the vertex.
   *
   * @param function the function
   * @param number the number that it takes besides x, of no account for most
   */
  public FunctionVertex(
      @JsonProperty("function") Function function, @JsonProperty("number") double number) {
    this.function = function;
    this.number = number;
  }

  /**
   * Makes the vertex of a function of x alone.
   *
   * @param function the function
   */
  public FunctionVertex(Function function) {
    this(function, 0);
  }

  /** Returns the function. */
  public Function getFunction() {
    return function;
  }

  /** Returns the number that the function takes besides x. */
  public double getNumber() {
    return number;
  }

  @Override
  List<Object> options() {
    return List.of(function, number);
  }

  @Override
  INDArray compute(INDArray... inputs) {
    INDArray x = inputs[0];
    return switch (function) {
      case EXPONENTIAL -> Transforms.exp(x);
      case LOGARITHM -> Transforms.log(x);
      case LOGARITHM_OF_1_PLUS -> each(x, Math::log1p);
      case SQUARE_ROOT -> Transforms.sqrt(x);
      case RECIPROCAL_ROOT -> Transforms.sqrt(x).rdiv(1);
      case RECIPROCAL -> x.rdiv(1);
      case SQUARE -> x.mul(x);
      case ABSOLUTE -> Transforms.abs(x);
      case POWER -> Transforms.pow(x, number);
      case MAXIMUM -> Transforms.max(x, number, true);
      case MINIMUM -> Transforms.min(x, number, true);
    };
  }

  /** ND4J's own cancel near 0. */
  private static INDArray each(INDArray x, DoubleUnaryOperator function) {
    INDArray y = x.dup('c');
    for (long index = 0; index < y.length(); index++) {
      y.putScalar(index, function.applyAsDouble(y.getDouble(index)));
    }
    return y;
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(function.rule(number));
  }
}
