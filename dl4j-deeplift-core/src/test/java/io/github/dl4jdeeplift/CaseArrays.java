package io.github.dl4jdeeplift;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random numbers for the cases of layers: parameters, examples, and places of the output. */
final class CaseArrays {
  /** Number of examples of a case. */
  static final int EXAMPLES = 3;

  private CaseArrays() {}

  /** Returns a place of the output of one example. */
  static int[] place(INDArray output, Random random) {
    return Arrays.stream(output.shape())
        .skip(1)
        .mapToInt(size -> random.nextInt(Math.toIntExact(size)))
        .toArray();
  }

  static double at(INDArray output, int example, int... place) {
    int[] index = new int[place.length + 1];
    index[0] = example;
    System.arraycopy(place, 0, index, 1, place.length);
    return output.getDouble(index);
  }

  static void randomize(Model model, DataType type) {
    if (model.numParams() > 0) {
      double[] numbers = new Random(9).doubles(model.numParams(), -0.9, 0.9).toArray();
      model.setParams(Nd4j.createFromArray(numbers).castTo(type).reshape(model.params().shape()));
    }
  }

  static long[] batch(long examples, long... shape) {
    long[] result = new long[shape.length + 1];
    result[0] = examples;
    System.arraycopy(shape, 0, result, 1, shape.length);
    return result;
  }

  /** Returns examples from -2 to 2, one array for each input. */
  static INDArray[] examples(List<long[]> shapes, DataType type, long seed) {
    Random random = new Random(seed);
    return shapes.stream()
        .map(
            shape -> {
              INDArray array = Nd4j.create(type, batch(EXAMPLES, shape));
              double[] numbers = random.doubles(array.length(), -2, 2).toArray();
              return array.assign(
                  Nd4j.createFromArray(numbers).castTo(type).reshape('c', array.shape()));
            })
        .toArray(INDArray[]::new);
  }
}
