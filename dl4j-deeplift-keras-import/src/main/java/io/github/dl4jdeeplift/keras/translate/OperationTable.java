package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.layer.FunctionVertex;
import io.github.dl4jdeeplift.keras.layer.FunctionVertex.Function;
import io.github.dl4jdeeplift.keras.layer.KerasActivation;
import io.github.dl4jdeeplift.keras.layer.NormalizeVertex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * The one place where an operation on tensors meets its translation, by its name in Keras 3 and in
 * TensorFlow.
 */
final class OperationTable {
  private static final Map<String, Operation> ROWS = new TreeMap<>();

  static {
    row(Arithmetic.ADD, "Add", "__operators__.add", "math.add", "add");
    row(Arithmetic.SUBTRACT, "Subtract", "math.subtract", "subtract");
    row(Arithmetic.MULTIPLY, "Multiply", "math.multiply", "multiply");
    row(Arithmetic.DIVIDE, "TrueDivide", "Divide", "math.truediv", "math.divide", "divide");
    row(Arithmetic::addAll, "math.add_n");
    row(Arithmetic::power, "Power", "math.pow", "pow");
    row(new Extremes(true), "Maximum", "math.maximum", "maximum");
    row(new Extremes(false), "Minimum", "math.minimum", "minimum");
    row(Reductions.SUM, "Sum", "math.reduce_sum", "reduce_sum");
    row(Reductions.MEAN, "Mean", "math.reduce_mean", "reduce_mean");
    row(Reductions.MAXIMUM, "Max", "math.reduce_max", "reduce_max");
    row(Reductions.MINIMUM, "Min", "math.reduce_min", "reduce_min");
    row(Reductions.LOG_SUM_EXP, "Logsumexp", "math.reduce_logsumexp", "reduce_logsumexp");
    row(new Slices(), "GetItem", "__operators__.getitem");
    row(Movements::identity, "Identity", "StopGradient", "identity", "stop_gradient");
    row(Movements::cast, "Cast", "cast");
    row(Movements::reshape, "Reshape", "reshape");
    row(Movements::squeeze, "Squeeze", "squeeze", "compat.v1.squeeze");
    row(Movements::expand, "ExpandDims", "expand_dims", "compat.v1.expand_dims");
    row(Movements::transpose, "Transpose", "transpose", "compat.v1.transpose");
    row(Movements::reverse, "Flip", "reverse");
    row(Movements::concatenate, "Concatenate", "concat");
    row(Movements::stack, "Stack", "stack");
    row(Movements::split, "Split", "split");
    row(Movements::unstack, "Unstack", "unstack");
    activation(ActivationReLU::new, "Relu", "nn.relu");
    activation(ActivationReLU6::new, "Relu6", "nn.relu6");
    activation(ActivationSELU::new, "Selu", "nn.selu");
    activation(ActivationSigmoid::new, "Sigmoid", "math.sigmoid", "nn.sigmoid", "sigmoid");
    activation(ActivationTanH::new, "Tanh", "math.tanh", "nn.tanh", "tanh");
    keras(KerasActivation.Function.SOFTPLUS, "Softplus", "math.softplus", "nn.softplus");
    keras(KerasActivation.Function.HARD_SIGMOID, "HardSigmoid");
    keras(KerasActivation.Function.HARD_SWISH, "HardSilu");
    keras(KerasActivation.Function.LOG_SIGMOID, "LogSigmoid", "math.log_sigmoid");
    keras(KerasActivation.Function.TANH_SHRINK, "TanhShrink");
    keras(KerasActivation.Function.SPARSE_PLUS, "SparsePlus");
    keras(KerasActivation.Function.SPARSE_SIGMOID, "SparseSigmoid");
    activation(ActivationHardTanH::new, "HardTanh");
    row(OperationTable::gelu, "Gelu", "nn.gelu");
    activation(ActivationSoftSign::new, "Softsign", "nn.softsign", "math.softsign");
    activation(ActivationSwish::new, "Silu");
    row(call -> sloped(call, ActivationELU::new, 1, "alpha"), "Elu", "nn.elu");
    row(
        call -> sloped(call, ActivationLReLU::new, 0.2, "negative_slope", "alpha"),
        "LeakyRelu",
        "nn.leaky_relu");
    row(OperationTable::softmax, "Softmax", "nn.softmax");
    row(OperationTable::normalize, "L2Normalize", "math.l2_normalize", "nn.l2_normalize");
    function(Function.EXPONENTIAL, "Exp", "math.exp", "exp");
    function(Function.LOGARITHM, "Log", "math.log");
    function(Function.LOGARITHM_OF_1_PLUS, "Log1p", "math.log1p");
    function(Function.SQUARE_ROOT, "Sqrt", "math.sqrt", "sqrt");
    function(Function.RECIPROCAL_ROOT, "Rsqrt", "math.rsqrt");
    function(Function.RECIPROCAL, "Reciprocal", "math.reciprocal");
    function(Function.SQUARE, "Square", "math.square", "square");
    function(Function.ABSOLUTE, "Absolute", "Abs", "math.abs", "abs");
    row(
        call -> Translation.of(new ScaleVertex(-1), call.input()),
        "Negative",
        "math.negative",
        "negative");
  }

  private OperationTable() {}

  private static void row(Operation operation, String... names) {
    List.of(names).forEach(name -> ROWS.put(name, operation));
  }

  private static void activation(Supplier<IActivation> function, String... names) {
    row(call -> Translation.of(new ActivationLayer(function.get()), call.input()), names);
  }

  private static void keras(KerasActivation.Function function, String... names) {
    activation(() -> new KerasActivation(function), names);
  }

  /**
   * Keras 3 always writes which of both it is; TensorFlow means the exact one if nothing is said.
   */
  private static Translation gelu(OperationCall call) {
    boolean approximate = call.flag(2, "approximate");
    KerasActivation.Function function =
        approximate ? KerasActivation.Function.APPROXIMATE_GELU : KerasActivation.Function.GELU;
    return Translation.of(new ActivationLayer(new KerasActivation(function)), call.input());
  }

  private static void function(Function function, String... names) {
    row(call -> Translation.of(new FunctionVertex(function), call.input()), names);
  }

  private static Translation sloped(
      OperationCall call, DoubleFunction<IActivation> function, double slope, String... names) {
    double given = call.number(2, names).orElse(slope);
    return Translation.of(new ActivationLayer(function.apply(given)), call.input());
  }

  private static Translation softmax(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> axes = call.integers(2, "axis");
    int axis = axes.isEmpty() ? -1 : axes.get(0);
    if (Axes.dimension(call.layer(), axis, input) != input.rank() - 1) {
      throw call.layer().unsupported("axis " + axis + " is not the last");
    }
    return Translation.of(new ActivationLayer(new ActivationSoftmax()), input);
  }

  /** x / √max(Σx², ε) along one dimension. */
  private static Translation normalize(OperationCall call) {
    TensorShape input = call.input();
    List<Integer> axes = call.integers(2, "axis");
    double epsilon = call.number(3, "epsilon").orElse(NormalizeVertex.SMALLEST);
    if (axes.size() != 1 || epsilon != NormalizeVertex.SMALLEST) {
      throw call.layer()
          .unsupported(
              "it normalizes over "
                  + axes
                  + " with epsilon "
                  + epsilon
                  + ": one axis and "
                  + NormalizeVertex.SMALLEST
                  + " are supported");
    }
    int axis = Axes.dimension(call.layer(), axes.get(0), input) + 1;
    return Translation.of(NormalizeVertex.ofLength(axis), input);
  }

  /** Returns the operation of a name; empty where it is not supported. */
  static Optional<Operation> of(String name) {
    return Optional.ofNullable(ROWS.get(name));
  }

  /** Returns the names of the operations, in alphabetical order. */
  static List<String> names() {
    return List.copyOf(ROWS.keySet());
  }
}
