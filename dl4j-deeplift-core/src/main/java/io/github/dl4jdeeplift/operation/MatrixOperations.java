package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.arithmetic.DenseRule;
import io.github.dl4jdeeplift.rule.arithmetic.MatrixProductRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrix products, dense maps, and other linear maps of a moderate size. */
final class MatrixOperations {
  /** Linear operations of one input that are explained by their matrix. */
  static final Set<String> LINEAR =
      Set.of("cumsum", "resize_bilinear", "resize_area", "image_resize", "im2col", "lin_comb");

  private static final long LARGEST_MATRIX = 1 << 24;

  static final Map<String, Function<Call, Varying>> ROWS =
      Map.of(
          "matmul",
          MatrixOperations::product,
          "xw_plus_b",
          call -> dense(call, call.varying(0)),
          "relu_layer",
          call -> ArithmeticOperations.function(call, "relu", dense(call, call.varying(0))),
          "tensordot",
          MatrixOperations::tensorProduct);

  private MatrixOperations() {}

  private static Varying dense(Call call, Varying value) {
    INDArray bias = call.fixed(2);
    return dense(call, value, call.fixed(1), bias.reshape(bias.length()));
  }

  private static Varying dense(
      Call call, Varying value, INDArray weights, @Nullable INDArray bias) {
    if (value.shape().rank() < 1) {
      throw call.refused("multiplies across examples");
    }
    return call.node(new DenseRule(weights, bias), value);
  }

  private static Varying product(Call call) {
    boolean transposeX = call.operation().integer(0, 0) != 0;
    boolean transposeY = call.operation().integer(1, 0) != 0;
    if (call.operation().integer(2, 0) != 0 || call.operation().number(0, 1) != 1) {
      throw call.refused("has no rule with a transposed or scaled result");
    }
    if (call.isFixed(1)) {
      return byConstant(call, transposeX, transposeY);
    }
    Varying x = call.varying(0);
    Varying y = call.varying(1);
    if (x.shape().rank() < 2 || y.shape().rank() < 2) {
      throw call.refused("multiplies examples with each other");
    }
    return call.node(new MatrixProductRule(transposeX, transposeY), x, y);
  }

  private static Varying byConstant(Call call, boolean transposeX, boolean transposeY) {
    INDArray weights = call.fixed(1);
    if (weights.rank() == 3 && weights.size(0) == 1) {
      weights = weights.reshape('c', new long[] {weights.size(1), weights.size(2)});
    }
    if (weights.rank() != 2) {
      throw call.refused("has a rule for constant matrices, not for stacks of them");
    }
    INDArray matrix = transposeY ? weights.transpose().dup('c') : weights;
    return dense(call, transposeX ? swapped(call, call.varying(0)) : call.varying(0), matrix, null);
  }

  private static Varying swapped(Call call, Varying value) {
    int rank = value.shape().rank();
    if (rank < 2) {
      throw call.refused("transposes examples");
    }
    int[] order = IntStream.rangeClosed(0, rank).toArray();
    order[rank] = rank - 1;
    order[rank - 1] = rank;
    return call.node(new PermuteRule(order), value);
  }

  /** A sum of products along the last dimension with the first of a constant matrix. */
  private static Varying tensorProduct(Call call) {
    Varying value = call.varying(0);
    INDArray weights = call.fixed(1);
    long[] integers = call.operation().integers();
    boolean isMatrix = weights.rank() == 2 && integers.length == 4 && integers[0] == 1;
    if (!isMatrix || call.axis(integers[1], value.shape()) != value.shape().rank() - 1) {
      throw call.refused("has a rule along the last dimension by a constant matrix only");
    }
    return dense(call, value, integers[3] == 0 ? weights : weights.transpose().dup('c'), null);
  }

  /** Works out the matrix of a linear operation by running it on each unit. */
  static Varying byMatrix(Call call) {
    Varying value = call.varying(0);
    long size = value.shape().length();
    INDArray units =
        Nd4j.eye(size).castTo(DataType.DOUBLE).reshape('c', value.shape().withBatch(size));
    INDArray[] arrays = new INDArray[call.operands().size()];
    for (int index = 0; index < arrays.length; index++) {
      arrays[index] = index == 0 ? units : call.fixed(index).castTo(typeOf(call, index));
    }
    INDArray result = call.operation().run(arrays)[0];
    Shape shape = Shape.ofBatch(result.shape());
    if (result.size(0) != size || size * shape.length() > LARGEST_MATRIX) {
      throw call.refused("works across examples, or its matrix is larger than 16 million numbers");
    }
    INDArray matrix =
        result.dup('c').castTo(call.dataType()).reshape('c', new long[] {size, shape.length()});
    Varying flat = MovingOperations.reshaped(call, value, new Shape(size));
    return MovingOperations.reshaped(call, call.node(new DenseRule(matrix, null), flat), shape);
  }

  private static DataType typeOf(Call call, int index) {
    return ((Operand.Fixed) call.operands().get(index)).value().dataType();
  }
}
