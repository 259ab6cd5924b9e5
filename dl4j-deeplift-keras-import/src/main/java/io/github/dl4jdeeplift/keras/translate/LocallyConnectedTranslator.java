package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.DimensionOrder;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.ChannelScale;
import io.github.dl4jdeeplift.keras.layer.PermuteVertex;
import io.github.dl4jdeeplift.keras.layer.Spread;
import io.github.dl4jdeeplift.keras.translate.LocalKernels.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * {@code LocallyConnected1D} and {@code 2D} of Keras 1 and 2: Deeplearning4j's layers, which take
 * channels first, between permutations; a bias of each place behind, which theirs do not have.
 */
record LocallyConnectedTranslator(int dimensions) implements SingleInputTranslator {
  /** The options, with the sizes that follow from them. */
  private record Local(LocalKernels kernels, boolean bias) {
    boolean channelsFirst() {
      return kernels.channelsFirst();
    }

    LocalWindows windows() {
      return kernels.windows();
    }

    /** Channels come last here in any order of dimensions, while Keras reads it in that order. */
    long[] biasShape() {
      return places(/* channelsFirst= */ false, windows().outputSizes(), kernels.out());
    }

    TensorShape output() {
      return TensorShape.of(places(channelsFirst(), windows().outputSizes(), kernels.out()));
    }
  }

  private static long[] places(boolean channelsFirst, List<Long> sizes, long channels) {
    List<Long> shape = new ArrayList<>(sizes);
    shape.add(channelsFirst ? 0 : sizes.size(), channels);
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, dimensions + 1, dimensions + 1);
    input.requireKnown(layer);
    Local local = read(layer, options, input);
    Translation windows = padded(local, input);
    Translation whole = windows.then(connected(local)).then(inOrder(local));
    if (local.bias()) {
      whole = whole.then(bias(local));
    }
    IActivation function = Activations.of(layer, options, local.output());
    return function instanceof ActivationIdentity
        ? whole
        : whole.then(Translation.of(new ActivationLayer(function), whole.output()));
  }

  private Local read(KerasLayer layer, LayerOptions options, TensorShape input) {
    boolean first = DimensionOrder.CHANNELS_FIRST.isOf(layer);
    if (first) {
      options.ignore("data_format");
    } else {
      options.requireChannelsLast();
    }
    String implementation =
        options.has("implementation") ? options.node("implementation").asText() : "1";
    Padding padding = Padding.of(layer, options, false);
    Form form =
        switch (implementation) {
          case "1" -> Form.EACH_WINDOW;
          case "2" -> Form.MATRIX;
          case "3" -> Form.ENTRIES;
          default -> throw options.invalid("implementation", "1, 2 or 3");
        };
    if (form == Form.EACH_WINDOW && padding != Padding.VALID) {
      throw layer.impossible("padding 'same' needs implementation 2 or 3");
    }
    TensorShape last = first ? ChannelsFirst.toLast(input).output() : input;
    LocalWindows windows = windows(layer, options, last, padding);
    LocalKernels kernels =
        new LocalKernels(form, first, windows, last.channels(), options.size("filters"));
    return new Local(kernels, options.flag("use_bias"));
  }

  private LocalWindows windows(
      KerasLayer layer, LayerOptions options, TensorShape input, Padding padding) {
    List<Integer> kernel = options.sizes("kernel_size", dimensions);
    List<Integer> strides = options.sizes("strides", dimensions);
    List<WindowAxis> axes =
        IntStream.range(0, dimensions)
            .mapToObj(axis -> new WindowAxis(input.size(axis), kernel.get(axis), strides.get(axis)))
            .toList();
    boolean same = padding != Padding.VALID;
    if (same && axes.stream().anyMatch(axis -> axis.span() > 2 * axis.size())) {
      throw layer.unsupported("its windows are longer than twice its input " + input);
    }
    List<Long> counts = axes.stream().map(axis -> axis.windows(layer, padding)).toList();
    return new LocalWindows(axes, counts, same);
  }

  /** Returns the input with channels first and zeros beyond its ends. */
  private Translation padded(Local local, TensorShape input) {
    LocalWindows windows = local.windows();
    int[] before = IntStream.range(0, dimensions).map(windows::before).toArray();
    int[] after = IntStream.range(0, dimensions).map(windows::after).toArray();
    boolean zeros = IntStream.concat(Arrays.stream(before), Arrays.stream(after)).sum() > 0;
    if (!zeros) {
      return local.channelsFirst() ? unchanged(input) : ChannelsFirst.toFirst(input);
    }
    Translation last = local.channelsFirst() ? ChannelsFirst.toLast(input) : unchanged(input);
    TensorShape output = last.output();
    for (int axis = 0; axis < dimensions; axis++) {
      output = output.with(axis, padded(windows, axis));
    }
    int[] strides = before.clone();
    Arrays.fill(strides, 1);
    return last.then(Translation.of(new Spread(strides, before, after), output))
        .then(ChannelsFirst.toFirst(output));
  }

  private static Translation unchanged(TensorShape shape) {
    return new Translation(List.of(), shape, List.of(), Set.of());
  }

  private Translation connected(Local local) {
    WeightSlot kernel =
        WeightSlot.arranged("kernel", "W", local.kernels()::arrange, local.kernels().storedShape());
    Layer made = dimensions == 1 ? sequences(local) : images(local);
    return Translation.of(made, local.output(), List.of(kernel));
  }

  private static int padded(LocalWindows windows, int axis) {
    return Math.toIntExact(
        windows.before(axis) + windows.axes().get(axis).size() + windows.after(axis));
  }

  private static LocallyConnected1D sequences(Local local) {
    WindowAxis axis = local.windows().axes().get(0);
    LocallyConnected1D made =
        new LocallyConnected1D.Builder()
            .nIn(Math.toIntExact(local.kernels().in()))
            .nOut(Math.toIntExact(local.kernels().out()))
            .kernelSize(Math.toIntExact(axis.span()))
            .stride(Math.toIntExact(axis.stride()))
            .convolutionMode(ConvolutionMode.Truncate)
            .setInputSize(padded(local.windows(), 0))
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build();
    made.setOutputSize(Math.toIntExact(local.windows().count()));
    return made;
  }

  private static LocallyConnected2D images(Local local) {
    LocalWindows windows = local.windows();
    LocallyConnected2D made =
        new LocallyConnected2D.Builder()
            .nIn(Math.toIntExact(local.kernels().in()))
            .nOut(Math.toIntExact(local.kernels().out()))
            .kernelSize(windows.axes().stream().mapToInt(axis -> (int) axis.span()).toArray())
            .stride(windows.axes().stream().mapToInt(axis -> (int) axis.stride()).toArray())
            .convolutionMode(ConvolutionMode.Truncate)
            .setInputSize(padded(windows, 0), padded(windows, 1))
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build();
    made.setOutputSize(windows.counts().stream().mapToInt(Math::toIntExact).toArray());
    return made;
  }

  /** Deeplearning4j puts the windows of an image, column by column, into rows. */
  private Translation inOrder(Local local) {
    TensorShape output = local.output();
    if (dimensions == 1) {
      return local.channelsFirst()
          ? unchanged(output)
          : Translation.of(new PermuteVertex(0, 2, 1), output);
    }
    List<Long> counts = local.windows().counts();
    TensorShape byColumns = TensorShape.of(local.kernels().out(), counts.get(1), counts.get(0));
    int[] order = local.channelsFirst() ? new int[] {0, 1, 3, 2} : new int[] {0, 3, 2, 1};
    return Reshapes.to(byColumns).then(Translation.of(new PermuteVertex(order), output));
  }

  private static Translation bias(Local local) {
    TensorShape output = local.output();
    TensorShape places = TensorShape.of(output.length());
    WeightSlot slot =
        WeightSlot.arranged(
            "bias",
            "beta",
            stored -> stored.reshape('c', new long[] {stored.length()}),
            local.biasShape());
    Translation added =
        Translation.of(
            new ChannelScale(output.length(), /* scaled= */ false, /* centered= */ true),
            places,
            List.of(slot));
    return Reshapes.to(places).then(added).then(Reshapes.to(output));
  }
}
