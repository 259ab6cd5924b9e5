package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network made from a seed, with random parameters, and what is needed to run it.
 *
 * @param seed the seed
 * @param sketch what it was built from
 * @param network the network
 * @param outputs its outputs
 * @param kind what kind it is
 */
record GeneratedNetwork(
    long seed, NetworkSketch sketch, Model network, List<Value> outputs, Kind kind) {

  /** Whether a network is a graph, and whether it is linear. */
  record Kind(boolean isGraph, boolean isLinear) {}

  static GeneratedNetwork of(long seed, NetworkSketch sketch, List<Value> outputs, Kind kind) {
    Model network = kind.isGraph() ? sketch.graph(seed, outputs) : sketch.layersInARow(seed);
    Random random = new Random(seed);
    NetworkSketch.parameters(network)
        .forEach((layer, table) -> table.forEach((key, p) -> randomize(layer, key, p, random)));
    return new GeneratedNetwork(seed, sketch, network, outputs, kind);
  }

  private static void randomize(Layer layer, String key, INDArray parameter, Random random) {
    if (layer instanceof PReLULayer) {
      fill(parameter, () -> random.nextDouble() - 0.4);
      return;
    }
    switch (key) {
      case "b", "mean", "beta" -> fill(parameter, () -> 0.4 * random.nextGaussian());
      case "gamma" -> fill(parameter, () -> 1 + 0.5 * random.nextGaussian());
      case "var" -> fill(parameter, () -> 0.25 + 2 * random.nextDouble());
      case "log10stdev" -> fill(parameter, () -> 0.6 * random.nextDouble() - 0.3);
      default -> {} // weights keep their random start
    }
  }

  private static void fill(INDArray array, java.util.function.DoubleSupplier numbers) {
    double[] values = new double[Math.toIntExact(array.length())];
    java.util.Arrays.setAll(values, index -> numbers.getAsDouble());
    array.assign(Nd4j.createFromArray(values).castTo(array.dataType()).reshape(array.shape()));
  }

  DataType dataType() {
    return sketch.dataType();
  }

  /** Returns random examples, one array for each network input; each call with another salt. */
  INDArray[] examples(int count, long salt) {
    Random random = new Random(31 * seed + salt);
    return sketch.inputs().stream()
        .map(
            input -> {
              INDArray array = Nd4j.create(dataType(), input.batch(count));
              boolean isIndices = input.format() == NetworkSketch.Format.INDICES;
              fill(array, isIndices ? () -> random.nextInt(RareSteps.ROWS) : random::nextGaussian);
              return array;
            })
        .toArray(INDArray[]::new);
  }

  /** Returns a target in the first output: a place chosen by the seed. */
  Target target() {
    int[] place = place();
    Value output = outputs.get(0);
    return outputs.size() > 1 ? Target.output(output.name(), place) : Target.logit(place);
  }

  /** Returns the place of the target in the first output. */
  int[] place() {
    Random random = new Random(seed + 17);
    return java.util.Arrays.stream(outputs.get(0).shape())
        .mapToInt(size -> random.nextInt(Math.toIntExact(size)))
        .toArray();
  }

  /** Returns the same place of the network's own output, after its activation. */
  Target outputTarget() {
    return Target.layer(outputs.get(0).name(), place());
  }

  /** Returns what Deeplearning4j computes at the target's place, {@code [n]}. */
  double[] plainOutput(INDArray... inputs) {
    INDArray output = PlainOutput.of(network, inputs)[0];
    int[] place = place();
    double[] result = new double[Math.toIntExact(output.size(0))];
    int[] index = new int[place.length + 1];
    System.arraycopy(place, 0, index, 1, place.length);
    for (int example = 0; example < result.length; example++) {
      index[0] = example;
      result[example] = output.getDouble(index);
    }
    return result;
  }

  /** Returns references of other random numbers for these examples, one for each. */
  Reference otherExamples(int count, long salt) {
    return perInput(examples(count, salt), Reference::perExample);
  }

  static Reference perInput(
      INDArray[] arrays, java.util.function.Function<INDArray, Reference> reference) {
    return Reference.perInput(
        java.util.Arrays.stream(arrays).map(reference).toArray(Reference[]::new));
  }

  Map<Layer, Map<String, INDArray>> parameters() {
    return NetworkSketch.parameters(network);
  }

  /** Tells whether a layer makes a mask of the data: references then have that of the example. */
  boolean makesMasks() {
    return sketch.toString().contains("maskzero");
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ", "
        + dataType()
        + (kind.isGraph() ? " graph " : " layers in a row ")
        + sketch
        + (kind.isLinear() ? ", linear" : "");
  }
}
