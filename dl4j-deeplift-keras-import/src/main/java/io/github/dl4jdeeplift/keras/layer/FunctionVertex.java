package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.RescaleRule;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A function of one number that Deeplearning4j has no activation function for. */
public final class FunctionVertex extends ComputedVertex {
  private static final long serialVersionUID = 1L;

  private final Function function;

  /** The functions. */
  @SuppressWarnings("ImmutableEnumChecker") // functions hold no state
  public enum Function {
    /** e^x. */
    EXPONENTIAL(Secants.exponential(), Transforms::exp),
    /** ln x. */
    LOGARITHM(Secants.logarithm(0), Transforms::log),
    /** ln(1 + x). */
    LOGARITHM_OF_1_PLUS(Secants.logarithm(1), x -> each(x, Math::log1p)),
    /** The square root. */
    SQUARE_ROOT(Secants.squareRoot(), Transforms::sqrt),
    /** 1 over the square root. */
    RECIPROCAL_ROOT(Secants.reciprocalRoot(), x -> Transforms.sqrt(x).rdiv(1)),
    /** 1/x. */
    RECIPROCAL(Secants.reciprocal(), x -> x.rdiv(1)),
    /** x². */
    SQUARE(Secants.square(), x -> x.mul(x)),
    /** |x|. */
    ABSOLUTE(Secants.absolute(), Transforms::abs);

    private final Secants secants;
    private final UnaryOperator<INDArray> compute;

    Function(Secants secants, UnaryOperator<INDArray> compute) {
      this.secants = secants;
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
    return Expansion.chain(new RescaleRule(function.secants));
  }
}
