package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Fixed;
import io.github.dl4jdeeplift.operation.Operand.Sizes;
import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Operations on shapes rather than numbers. Each is run twice, for two and for three examples, so
 * that what depends on the batch shows.
 */
final class SizeOperations {
  /** Operations whose result depends on the shape of their input alone. */
  static final Set<String> NAMES =
      Set.of("shape_of", "size_at", "size", "rank", "ones_as", "zeroslike", "zeros_as");

  private SizeOperations() {}

  static List<Operand> translate(Call call) {
    INDArray[] ofTwo = call.operation().run(arrays(call, 2));
    INDArray[] ofThree = call.operation().run(arrays(call, 3));
    List<Operand> results = new ArrayList<>();
    for (int index = 0; index < ofTwo.length; index++) {
      boolean likeExamples =
          call.operands().get(0) instanceof Varying varying
              && Arrays.equals(varying.shape().withBatch(2), ofTwo[index].shape());
      results.add(
          likeExamples
              ? new Fixed(ofTwo[index].slice(0).reshape(one(ofTwo[index])))
              : Translation.sizes(ofTwo[index], ofThree[index]));
    }
    return results;
  }

  private static long[] one(INDArray batch) {
    return Shape.ofBatch(batch.shape()).withBatch(1);
  }

  /** Returns the arrays that stand for the operands of a call, for a number of examples. */
  private static INDArray[] arrays(Call call, int batch) {
    return call.operands().stream().map(operand -> array(operand, batch)).toArray(INDArray[]::new);
  }

  private static INDArray array(Operand operand, int batch) {
    if (operand instanceof Fixed fixed) {
      return fixed.value();
    }
    if (operand instanceof Sizes sizes) {
      return batch == 2 ? sizes.ofTwo() : sizes.ofThree();
    }
    return Translation.zeros((Varying) operand, batch);
  }
}
