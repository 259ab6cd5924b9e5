package io.github.dl4jdeeplift.benchmark;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Fixed random weights, of sizes that keep values near 1 from layer to layer. */
final class FixedWeights {
  private final Random random = new Random(20);

  private FixedWeights() {}

  static void fill(Model network) {
    FixedWeights weights = new FixedWeights();
    Map<String, INDArray> inOrder = new TreeMap<>(network.paramTable());
    inOrder.forEach((key, parameter) -> weights.fill(key, parameter));
  }

  private void fill(String key, INDArray parameter) {
    switch (key.substring(key.lastIndexOf('_') + 1)) {
      case "b", "beta", "mean" -> assign(parameter, 0, 0.1);
      case "gamma", "var" -> assign(parameter, 1, 0.1);
      default -> assign(parameter, 0, Math.sqrt(2.0 / inputs(parameter)));
    }
  }

  /** Returns how many numbers each output of a linear map sums. */
  private static long inputs(INDArray weights) {
    return weights.rank() == 2 ? weights.size(0) : weights.length() / weights.size(0);
  }

  private void assign(INDArray parameter, double mean, double deviation) {
    float[] values = new float[Math.toIntExact(parameter.length())];
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) (mean + deviation * random.nextGaussian());
    }
    parameter.assign(Nd4j.create(values).reshape('c', parameter.shape()));
  }
}
