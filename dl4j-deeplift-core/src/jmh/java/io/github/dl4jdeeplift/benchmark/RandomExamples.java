package io.github.dl4jdeeplift.benchmark;

import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Examples and references, the same for the same seed. */
final class RandomExamples {
  private RandomExamples() {}

  static INDArray oneHot(int count, long[] shape, long seed) {
    Random random = new Random(seed);
    int letters = Math.toIntExact(shape[shape.length - 1]);
    float[] values = new float[count * length(shape)];
    for (int start = 0; start < values.length; start += letters) {
      values[start + random.nextInt(letters)] = 1;
    }
    return array(values, count, shape);
  }

  static INDArray numbers(int count, long[] shape, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * length(shape)];
    for (int index = 0; index < values.length; index++) {
      values[index] = random.nextFloat();
    }
    return array(values, count, shape);
  }

  private static int length(long[] shape) {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
  }

  private static INDArray array(float[] values, int count, long[] shape) {
    long[] whole = new long[shape.length + 1];
    whole[0] = count;
    System.arraycopy(shape, 0, whole, 1, shape.length);
    return Nd4j.create(values).reshape('c', whole);
  }
}
