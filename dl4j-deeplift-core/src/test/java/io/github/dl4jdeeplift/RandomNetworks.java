package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Step;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Makes networks of random shape, each from a seed: rows of up to 12 layers and graphs with
 * branches, of all formats and of nearly every layer, vertex and activation function that has a
 * rule.
 */
@SuppressWarnings("EnumOrdinal") // two kinds of each choice
final class RandomNetworks {
  private static final int ATTEMPTS = 6;

  /** Names of layers whose output is a view of their input. */
  private static final List<String> HANDING_ON = List.of("dropout", "cropping", "masklayer");

  private final long seed;
  private final Random random;
  private final boolean linear;
  private final boolean isGraph;
  private final NetworkSketch sketch;
  private final RandomLayers layers;
  private final RandomHeads heads;
  private final RareSteps rare;
  private final List<Value> made = new ArrayList<>();

  private RandomNetworks(long seed) {
    this.seed = seed;
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.linear = random.nextInt(5) == 0;
    this.isGraph = random.nextInt(3) > 0;
    this.sketch =
        new NetworkSketch(random.nextBoolean() ? DataType.DOUBLE : DataType.FLOAT, isGraph);
    this.layers = new RandomLayers(random, linear);
    this.heads = new RandomHeads(layers);
    this.rare = new RareSteps(random, linear, isGraph, sketch);
  }

  /**
   * Makes the network of a seed, always the same. The few that are not sound or that Deeplearning4j
   * cannot run as a whole (dropout in front of an activation layer, say) give way to others.
   */
  static GeneratedNetwork of(long seed) {
    for (long other = seed; ; other += 1_000_000) {
      try {
        GeneratedNetwork network = new RandomNetworks(other).generate();
        if (Soundness.of(network, 0) && Soundness.of(network, 1)) {
          return network;
        }
      } catch (RuntimeException e) {
        // the next one
      }
    }
  }

  private GeneratedNetwork generate() {
    Value last = input();
    int depth = layers.between(1, 12);
    for (int step = 0; step < depth; step++) {
      last = grown(last);
    }
    if (isGraph && random.nextInt(4) == 0) {
      last = joined(last);
    }
    List<Value> outputs = new ArrayList<>(List.of(headed(last)));
    if (isGraph && random.nextInt(6) == 0) {
      Value inner = made.get(random.nextInt(made.size()));
      Value second = tried(inner, () -> sketch.add(heads.of(inner), Format.VECTOR, inner));
      if (!second.equals(inner)) {
        outputs.add(second);
      }
    }
    boolean isLinear = linear && sketch.inputs().stream().noneMatch(RandomNetworks::isIndices);
    return GeneratedNetwork.of(seed, sketch, outputs, new GeneratedNetwork.Kind(isGraph, isLinear));
  }

  private static boolean isIndices(Value value) {
    return value.format() == Format.INDICES;
  }

  private Value input() {
    Value input = new RandomInputs(layers, sketch).add();
    Value value = isIndices(input) ? rare.of(input).orElseThrow() : input;
    made.add(value);
    return value;
  }

  /** Tries steps until Deeplearning4j runs one; none gives the value itself. */
  private Value tried(Value value, Supplier<Optional<Value>> step) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Value> result = step.get();
      if (result.isPresent()) {
        made.add(result.get());
        return result.get();
      }
    }
    return value;
  }

  private Value grown(Value value) {
    if (random.nextInt(4) == 0) {
      return tried(value, () -> rare.of(value));
    }
    if (!isGraph) {
      return flatNow(value) ? flat(value) : kept(value);
    }
    return switch (random.nextInt(9)) {
      case 0 -> tried(value, () -> unary(value));
      case 1 -> tried(value, () -> reshaped(value));
      case 2 -> tried(value, () -> merged(value));
      case 3, 4 -> residual(value);
      case 5 -> squeezed(value);
      default -> flatNow(value) ? flat(value) : kept(value);
    };
  }

  private boolean flatNow(Value value) {
    return value.format() != Format.VECTOR && random.nextInt(4) == 0;
  }

  private Value kept(Value value) {
    if (value.format() == Format.VOLUME) {
      return tried(value, () -> rare.of(value));
    }
    return tried(value, () -> layer(value, layers.keeping(value)));
  }

  /**
   * Layers that work in place would overwrite an input that others read, also behind layers that
   * hand on a view of it.
   */
  private Optional<Value> layer(Value value, Layer layer) {
    boolean inPlace = layer instanceof ActivationLayer || layer instanceof PReLULayer;
    boolean isShared =
        sketch.inputs().contains(value) || HANDING_ON.stream().anyMatch(value.name()::startsWith);
    if (isGraph && inPlace && isShared) {
      return sketch
          .add(new Step(new ScaleVertex(1)), value.format(), value)
          .flatMap(copy -> sketch.add(new Step(layer), copy.format(), copy));
    }
    return sketch.add(new Step(layer), value.format(), value);
  }

  private Value flat(Value value) {
    return tried(
        value,
        () ->
            sketch.add(
                random.nextBoolean() ? layers.global(value) : layers.flattened(value),
                Format.VECTOR,
                value));
  }

  private Value headed(Value value) {
    boolean asItIs = value.length() <= 40 && random.nextInt(5) == 0 && !made.get(0).equals(value);
    return asItIs ? value : tried(value, () -> sketch.add(heads.of(value), Format.VECTOR, value));
  }

  private Optional<Value> vertex(GraphVertex vertex, Format format, Value... from) {
    return sketch.add(new Step(vertex), format, from);
  }

  private Optional<Value> unary(Value value) {
    int last = Math.toIntExact(value.shape()[0]) - 1;
    int first = layers.between(0, last);
    boolean isNormalizable = !linear && value.format() == Format.VECTOR;
    return switch (random.nextInt(isNormalizable ? 4 : 3)) {
      case 3 -> vertex(new L2NormalizeVertex(), value.format(), value);
      case 0 -> vertex(new SubsetVertex(first, layers.between(first, last)), value.format(), value);
      case 1 -> vertex(new ScaleVertex(random.nextGaussian()), value.format(), value);
      default -> vertex(new ShiftVertex(random.nextGaussian()), value.format(), value);
    };
  }

  private Optional<Value> reshaped(Value value) {
    Format format = Format.values()[random.nextInt(5)];
    int rank = format == Format.VECTOR ? 1 : format.isSequence() ? 2 : 3;
    int[] shape = new int[rank + 1];
    shape[0] = -1;
    int rest = Math.toIntExact(value.length());
    for (int axis = 1; axis < rank; axis++) {
      shape[axis] = rare.divisor(rest);
      rest /= shape[axis];
    }
    shape[rank] = rest;
    return vertex(new ReshapeVertex(random.nextBoolean() ? 'c' : 'f', shape, null), format, value);
  }

  private Optional<Value> merged(Value value) {
    Value other = made.get(random.nextInt(made.size()));
    MergeVertex merge = new MergeVertex();
    merge.setMergeAxis(random.nextBoolean() ? -1 : layers.between(1, value.shape().length));
    return vertex(merge, value.format(), value, other);
  }

  private Value residual(Value value) {
    Value branch = kept(value);
    Value longer =
        random.nextBoolean() ? tried(branch, () -> layer(branch, layers.anywhere(branch))) : branch;
    ElementWiseVertex.Op[] operations = {
      ElementWiseVertex.Op.Add,
      ElementWiseVertex.Op.Subtract,
      ElementWiseVertex.Op.Average,
      ElementWiseVertex.Op.Product,
      ElementWiseVertex.Op.Max
    };
    Value[] from = random.nextBoolean() ? new Value[] {longer, value} : new Value[] {value, longer};
    return tried(
        longer,
        () -> {
          ElementWiseVertex vertex =
              new ElementWiseVertex(operations[random.nextInt(linear ? 3 : 5)]);
          return java.util.Arrays.equals(value.shape(), longer.shape())
              ? vertex(vertex, value.format(), from)
              : merged(longer);
        });
  }

  /** Adds a summary over space to a value, which repeats it in every place. */
  private Value squeezed(Value value) {
    if (value.format() == Format.VECTOR || value.format().isChannelsLast()) {
      return kept(value);
    }
    GlobalPoolingLayer summary = (GlobalPoolingLayer) layers.global(value).configuration();
    summary.setCollapseDimensions(false);
    return tried(
        value,
        () ->
            sketch
                .add(new Step(summary), value.format(), value)
                .flatMap(
                    one ->
                        vertex(
                            new ElementWiseVertex(ElementWiseVertex.Op.Add),
                            value.format(),
                            random.nextBoolean()
                                ? new Value[] {value, one}
                                : new Value[] {one, value})));
  }

  /** Joins a second network input, behind a layer of its own. */
  private Value joined(Value value) {
    Value second = input();
    Value own = second.format() == Format.VECTOR ? kept(second) : flat(second);
    Value first = value.format() == Format.VECTOR ? value : flat(value);
    if (first.format() != Format.VECTOR || own.format() != Format.VECTOR) {
      throw new IllegalStateException("seed " + seed + " has no vectors to join");
    }
    return tried(first, () -> vertex(new MergeVertex(), Format.VECTOR, first, own));
  }
}
