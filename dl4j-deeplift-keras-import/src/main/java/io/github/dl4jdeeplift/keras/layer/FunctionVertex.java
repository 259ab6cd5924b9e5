package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A function of one number that Deeplearning4j has no activation function for. */
public final class FunctionVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final Function function;

  /** The functions. */
  public enum Function {
    /** e^x. */
    EXPONENTIAL,
    /** ln x. */
    LOGARITHM,
    /** ln(1 + x). */
    LOGARITHM_OF_1_PLUS,
    /** The square root. */
    SQUARE_ROOT,
    /** 1 over the square root. */
    RECIPROCAL_ROOT,
    /** 1/x. */
    RECIPROCAL,
    /** x². */
    SQUARE,
    /** |x|. */
    ABSOLUTE
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

  private Secants secants() {
    return switch (function) {
      case EXPONENTIAL -> Secants.exponential();
      case LOGARITHM -> Secants.logarithm(0);
      case LOGARITHM_OF_1_PLUS -> Secants.logarithm(1);
      case SQUARE_ROOT -> Secants.squareRoot();
      case RECIPROCAL_ROOT -> Secants.reciprocalRoot();
      case RECIPROCAL -> Secants.reciprocal();
      case SQUARE -> Secants.square();
      case ABSOLUTE -> Secants.absolute();
    };
  }

  @Override
  Expansion nodes(LayerView<?> view) {
    return Expansion.chain(new RescaleRule(secants()));
  }
}
