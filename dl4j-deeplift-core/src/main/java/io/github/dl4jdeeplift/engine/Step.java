package io.github.dl4jdeeplift.engine;

import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.RandomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.TransformOp;
import org.nd4j.linalg.api.ops.impl.controlflow.compat.BaseCompatOp;
import org.nd4j.linalg.api.ops.impl.shape.CreateView;
import org.nd4j.linalg.api.ops.impl.shape.Reshape;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.api.ops.impl.transforms.dtype.Cast;
import org.nd4j.linalg.api.ops.impl.transforms.same.Identity;

/**
 * One operation of a schedule.
 *
 * @param operation the operation, of which nothing is changed
 * @param inputs numbers of the variables that it reads
 * @param outputs numbers of the variables that it makes
 */
record Step(DifferentialFunction operation, int[] inputs, int[] outputs) {
  /** Operations of two arrays, number by number, which may overwrite an array that they read. */
  private static final Set<String> PAIRWISE =
      Set.of("add", "subtract", "multiply", "divide", "maximum", "minimum");

  /** Operations that sum over products. */
  private static final Set<String> PRODUCTS =
      Set.of("matmul", "conv2d", "depthwise_conv2d", "deconv2d", "conv3dnew", "deconv3d");

  /**
   * Tells whether an operation is one of those that a plan runs: it moves no control, draws no
   * random numbers and overwrites nothing that it reads.
   */
  static boolean isPlain(DifferentialFunction operation) {
    boolean special =
        operation instanceof BaseCompatOp
            || operation instanceof RandomOp
            || operation instanceof Assign
            || operation instanceof CreateView;
    return !special && (operation instanceof DynamicCustomOp || operation instanceof Op);
  }

  /** Tells whether the operation shows the numbers of its first input under another shape. */
  boolean isView() {
    return operation instanceof Identity
        || (operation instanceof Reshape && inputs.length == 1 && outputs.length == 1);
  }

  /** Tells whether the operation gives the numbers of its input in a type. */
  boolean castsTo(DataType dataType) {
    return operation instanceof Cast cast
        && cast.iArgs().length == 1
        && cast.iArgs()[0] == dataType.toInt();
  }

  /** Tells whether the operation sums over products. */
  boolean multiplies() {
    return PRODUCTS.contains(operation.opName());
  }

  /** Tells whether each number of the output depends on the input's number in its place alone. */
  boolean mayOverwriteInput() {
    return outputs.length == 1
        && (operation instanceof ScalarOp
            || (operation instanceof TransformOp && inputs.length == 1)
            || (operation instanceof CustomOp && PAIRWISE.contains(operation.opName())));
  }
}
