package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.ChannelScale;
import io.github.dl4jdeeplift.keras.layer.LayerNormalization;
import io.github.dl4jdeeplift.keras.layer.NormalizeVertex;
import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import java.util.ArrayList;
import java.util.List;

/** {@code UnitNormalization}, {@code RMSNormalization} and {@code GroupNormalization}. */
enum NormTranslator implements SingleInputTranslator {
  /** {@code UnitNormalization}. */
  UNIT,
  /** {@code RMSNormalization}. */
  ROOT_MEAN_SQUARE,
  /** {@code GroupNormalization}. */
  GROUPS;

  /** What the dialect of Keras 3 writes where squares are bounded by another number. */
  private static final String SMALLEST = "smallest_square";

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    return switch (this) {
      case UNIT -> unit(layer, options, input);
      case ROOT_MEAN_SQUARE -> rootMeanSquare(layer, options, input);
      case GROUPS -> groups(layer, options, input);
    };
  }

  /** Vectors of length 1. */
  private static Translation unit(KerasLayer layer, LayerOptions options, TensorShape input) {
    double smallest = options.number(SMALLEST, 1e-12);
    return JoinedAxes.around(
        layer,
        Axes.read(options, "axis"),
        input,
        shape -> Translation.of(new NormalizeVertex(shape.rank(), false, smallest), shape));
  }

  /** Numbers over their root mean square. */
  private static Translation rootMeanSquare(
      KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> axes = Axes.read(options, "axis");
    double epsilon = options.number("epsilon");
    if (axes.size() != 1 || Axes.dimension(layer, axes.get(0), input) != input.rank() - 1) {
      throw layer.unsupported(
          "it is over the axes "
              + axes
              + ": Keras scales the last alone, and only that is supported");
    }
    int channels = input.knownChannels(layer);
    List<WeightSlot> slots = List.of(WeightSlot.same("scale", "gamma", channels));
    return Translation.of(new NormalizeVertex(input.rank(), true, epsilon), input)
        .then(Translation.of(new ChannelScale(channels, true, false), input, slots));
  }

  /** Groups of channels less their mean, over their deviation, both along positions as well. */
  private static Translation groups(KerasLayer layer, LayerOptions options, TensorShape input) {
    List<Integer> axes = Axes.read(options, "axis");
    double epsilon = options.number("epsilon");
    boolean scale = options.flag("scale");
    boolean center = options.flag("center");
    int groups = options.node("groups").asInt();
    input.requireKnown(layer);
    if (axes.size() != 1) {
      throw layer.unsupported("it is over the axes " + axes + ": only one is supported");
    }
    return LastAxis.around(
        Axes.dimension(layer, axes.get(0), input),
        input,
        shape -> {
          Translation normalized = grouped(layer, shape, groups, epsilon);
          long channels = shape.channels();
          List<WeightSlot> slots = new ArrayList<>();
          if (scale) {
            slots.add(WeightSlot.same("gamma", "gamma", channels));
          }
          if (center) {
            slots.add(WeightSlot.same("beta", "beta", channels));
          }
          return slots.isEmpty()
              ? normalized
              : normalized.then(
                  Translation.of(new ChannelScale(channels, scale, center), shape, slots));
        });
  }

  private static Translation grouped(
      KerasLayer layer, TensorShape shape, int given, double epsilon) {
    long channels = shape.channels();
    long groups = given == -1 ? channels : given;
    if (groups < 1 || channels % groups != 0) {
      throw layer.unsupported(
          "it has " + given + " groups, which do not divide its " + channels + " channels");
    }
    long positions = shape.length() / channels;
    long each = channels / groups;
    TensorShape apart = TensorShape.of(positions, groups, each);
    TensorShape first = TensorShape.of(groups, positions, each);
    TensorShape flat = TensorShape.of(groups, positions * each);
    LayerNormalization normalization =
        new LayerNormalization(positions * each, epsilon, false, false);
    return Reshapes.to(apart)
        .then(swapped(first))
        .then(Reshapes.to(flat))
        .then(Translation.of(normalization, flat))
        .then(Reshapes.to(first))
        .then(swapped(apart))
        .then(Reshapes.to(shape));
  }

  private static Translation swapped(TensorShape output) {
    return Translation.of(new PermuteVertex(0, 2, 1, 3), output);
  }
}
