package io.github.dl4jdeeplift.keras.function;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one place where a Python function meets its operation: those of Keras's backend ({@code K}),
 * of TensorFlow ({@code tf}) and of Keras 3 ({@code ops}), by their customary names.
 */
final class FunctionTable {
  private static final Map<String, Row> ROWS = new HashMap<>();

  /** Names of the modules, and the one under which a row has them. */
  private static final List<Map.Entry<Pattern, String>> MODULES =
      List.of(
          module("((tf|tensorflow)\\.)?(python\\.)?(keras\\.)?(K|backend)\\.", "K."),
          module("((tf|tensorflow)\\.)?keras\\.activations\\.|activations\\.", "activations."),
          module("((tf|tensorflow)\\.)?(keras\\.)?ops\\.", "ops."),
          module("(tf|tensorflow)\\.(compat\\.v1\\.)?(math\\.)?", "tf."));

  /** Functions of {@code keras.activations} that are the same in all versions. */
  private static final String ACTIVATIONS =
      "relu sigmoid tanh softmax softplus softsign selu elu exponential gelu swish silu linear";

  static {
    reductions();
    movements();
    arithmetic();
    functionsOfOne();
    for (String name : ACTIVATIONS.split(" ", -1)) {
      row("activations." + name, "", (parts, given) -> Layers.activation(parts, given, name));
    }
    row("K.sqrt", "", Layers::boundedRoot);
    row("K.relu", "alpha|negative_slope=0.0 max_value threshold=0.0", Layers::relu);
    row("K.clip", "low|min_value high|max_value", Layers::clip);
    row("tf.clip_by_value", "low|clip_value_min high|clip_value_max", Layers::clip);
    row("ops.clip", "low|x_min high|x_max", Layers::clip);
    row("K.temporal_padding", "padding=1", Layers::temporalPadding);
    row("K.asymmetric_temporal_padding", "left_pad=1 right_pad=1", Layers::unevenPadding);
    row("K.spatial_2d_padding", "padding=1 data_format", Layers::spatialPadding);
    row("tf.pad", "paddings mode name constant_values", Layers::pad);
    row("ops.pad", "paddings|pad_width mode constant_values", Layers::pad);
    row("K.batch_flatten", "", Layers::flatten);
    row("K.repeat", "n", Layers::repeat);
    row("K.repeat_elements", "rep axis", Layers::repeatElements);
  }

  private FunctionTable() {}

  /** How a call becomes operations. */
  @FunctionalInterface
  interface Meaning {
    /** Adds the operations and returns the result. */
    Value of(LambdaParts parts, Arguments given);
  }

  /**
   * A function.
   *
   * @param signature its arguments
   * @param takesSeveral whether its first argument is a list of tensors; a tensor in the place of a
   *     list would be taken apart into examples, a list in the place of a tensor would be one more
   *     dimension
   * @param meaning what it does
   */
  record Row(Signature signature, boolean takesSeveral, Meaning meaning) {}

  private static void reductions() {
    operation("K.sum tf.reduce_sum ops.sum", "Sum", "axis keepdims|keep_dims");
    operation("K.mean tf.reduce_mean ops.mean", "Mean", "axis keepdims|keep_dims");
    operation("K.max tf.reduce_max ops.max ops.amax", "Max", "axis keepdims|keep_dims");
    operation("K.min tf.reduce_min ops.min ops.amin", "Min", "axis keepdims|keep_dims");
    operation(
        "K.logsumexp tf.reduce_logsumexp ops.logsumexp", "Logsumexp", "axis keepdims|keep_dims");
  }

  private static void movements() {
    operation("K.reverse tf.reverse ops.flip", "Flip", "axis|axes");
    ofSeveral("K.concatenate", "Concatenate", "axis=-1");
    ofSeveral("tf.concat ops.concatenate", "Concatenate", "axis=0");
    ofSeveral("K.stack tf.stack ops.stack", "Stack", "axis=0");
    operation("K.expand_dims", "ExpandDims", "axis|dim=-1");
    operation("tf.expand_dims ops.expand_dims", "ExpandDims", "axis|dim");
    operation("K.squeeze tf.squeeze ops.squeeze", "Squeeze", "axis|squeeze_dims");
    operation("K.reshape tf.reshape ops.reshape", "Reshape", "shape|newshape");
    operation("K.permute_dimensions tf.transpose ops.transpose", "Transpose", "perm|pattern|axes");
    operation("K.cast tf.cast ops.cast", "Cast", "dtype");
  }

  private static void arithmetic() {
    operation("tf.add ops.add", "Add", "x2|y");
    operation("tf.subtract ops.subtract", "Subtract", "x2|y");
    operation("tf.multiply ops.multiply", "Multiply", "x2|y");
    operation("tf.divide tf.truediv ops.divide ops.true_divide", "TrueDivide", "x2|y");
    operation("K.maximum tf.maximum ops.maximum", "Maximum", "x2|y");
    operation("K.minimum tf.minimum ops.minimum", "Minimum", "x2|y");
    operation("K.pow tf.pow ops.power", "Power", "x2|a|y");
    operation("K.l2_normalize tf.nn.l2_normalize", "L2Normalize", "axis|dim epsilon");
  }

  private static void functionsOfOne() {
    operation("K.exp tf.exp ops.exp", "Exp", "");
    operation("K.log tf.log ops.log", "Log", "");
    operation("tf.log1p ops.log1p", "Log1p", "");
    operation("tf.sqrt ops.sqrt", "Sqrt", "");
    operation("tf.rsqrt ops.rsqrt", "Rsqrt", "");
    operation("tf.reciprocal ops.reciprocal", "Reciprocal", "");
    operation("K.square tf.square ops.square", "Square", "");
    operation("K.abs tf.abs ops.abs ops.absolute abs", "Absolute", "");
    operation("tf.negative ops.negative", "Negative", "");
    operation("K.sigmoid tf.sigmoid tf.nn.sigmoid ops.sigmoid", "Sigmoid", "");
    operation("K.tanh tf.tanh tf.nn.tanh ops.tanh", "Tanh", "");
    operation("K.softplus tf.softplus tf.nn.softplus ops.softplus", "Softplus", "");
    operation("K.softsign tf.nn.softsign ops.softsign", "Softsign", "");
    operation("K.softmax tf.nn.softmax ops.softmax", "Softmax", "axis=-1");
    operation("tf.nn.relu ops.relu", "Relu", "");
    operation("tf.nn.relu6 ops.relu6", "Relu6", "");
    operation("tf.nn.selu ops.selu", "Selu", "");
    operation("tf.nn.silu tf.nn.swish ops.silu ops.swish", "Silu", "");
    operation("tf.nn.elu", "Elu", "");
    operation("K.elu ops.elu", "Elu", "alpha=1.0");
    operation("tf.nn.leaky_relu ops.leaky_relu", "LeakyRelu", "negative_slope|alpha=0.2");
    operation("K.stop_gradient tf.stop_gradient ops.stop_gradient", "StopGradient", "");
    operation("K.identity tf.identity", "Identity", "");
  }

  private static void operation(String functions, String operation, String signature) {
    row(functions, signature, operationNamed(operation));
  }

  private static void ofSeveral(String functions, String operation, String signature) {
    put(
        functions,
        new Row(Signature.of(signature), /* takesSeveral= */ true, operationNamed(operation)));
  }

  private static Meaning operationNamed(String operation) {
    return (parts, given) -> parts.operation(operation, given.first(), given.others());
  }

  private static void row(String functions, String signature, Meaning meaning) {
    put(functions, new Row(Signature.of(signature), /* takesSeveral= */ false, meaning));
  }

  private static void put(String functions, Row row) {
    List.of(functions.split(" ", -1)).forEach(function -> ROWS.put(function, row));
  }

  private static Map.Entry<Pattern, String> module(String names, String name) {
    return Map.entry(Pattern.compile(names), name);
  }

  /** Returns the function of a path such as {@code tf.nn.relu}; empty where it is not known. */
  static Optional<Row> of(String path) {
    return Optional.ofNullable(ROWS.get(named(path)));
  }

  /** Returns a path as the rows have it. */
  static String named(String path) {
    for (Map.Entry<Pattern, String> module : MODULES) {
      Matcher matcher = module.getKey().matcher(path);
      if (matcher.lookingAt()) {
        return module.getValue() + path.substring(matcher.end());
      }
    }
    return path;
  }
}
