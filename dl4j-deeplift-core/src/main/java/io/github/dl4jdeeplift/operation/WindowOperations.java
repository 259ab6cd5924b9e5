package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.operation.Operand.Varying;
import io.github.dl4jdeeplift.rule.window.AveragePoolingRule;
import io.github.dl4jdeeplift.rule.window.ConvolutionRule;
import io.github.dl4jdeeplift.rule.window.Correlation;
import io.github.dl4jdeeplift.rule.window.CrossMaxRule;
import io.github.dl4jdeeplift.rule.window.WindowGeometry;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions with constant kernels, and pooling. */
final class WindowOperations {
  // Places of the integer arguments of ND4J's two-dimensional operations.
  private static final int SAME = 8;
  private static final int CHANNELS_LAST = 9;
  private static final int KERNEL_FORMAT = 10;
  private static final int POOLING_CHANNELS_LAST = 10;

  static final Map<String, Function<Call, Varying>> ROWS =
      Map.of(
          "conv1d", WindowOperations::sequences,
          "conv2d", call -> images(call, false),
          "depthwise_conv2d", call -> images(call, true),
          "sconv2d", WindowOperations::separable,
          "maxpool2d", WindowOperations::maximum,
          "avgpool2d", WindowOperations::average);

  private WindowOperations() {}

  private static int argument(Call call, int place) {
    return Math.toIntExact(call.operation().integer(place, 0));
  }

  private static int[] arguments(Call call, int... places) {
    return Arrays.stream(places).map(place -> argument(call, place)).toArray();
  }

  private static @Nullable INDArray bias(Call call, int index) {
    if (call.operands().size() <= index) {
      return null;
    }
    INDArray bias = call.fixed(index);
    return bias.reshape(bias.length());
  }

  private static Varying sequences(Call call) {
    INDArray weights = call.fixed(1);
    if (argument(call, 6) != 0) {
      throw call.refused("has a rule for kernels [width, in, out] only");
    }
    INDArray kernel =
        weights.reshape('c', new long[] {1, weights.size(0), weights.size(1), weights.size(2)});
    ConvolutionMode mode =
        switch (argument(call, 4)) {
          case 0 -> ConvolutionMode.Truncate;
          case 1 -> ConvolutionMode.Same;
          default -> ConvolutionMode.Causal;
        };
    WindowGeometry geometry =
        WindowGeometry.of(
            new int[] {Math.toIntExact(weights.size(0))},
            arguments(call, 1),
            arguments(call, 2),
            arguments(call, 3),
            mode);
    boolean channelsLast = argument(call, 5) != 0;
    Correlation map = new Correlation(kernel, bias(call, 2), channelsLast, false);
    return call.node(ConvolutionRule.of(map, geometry), call.varying(0));
  }

  private static ConvolutionMode mode(Call call) {
    return argument(call, SAME) == 1 ? ConvolutionMode.Same : ConvolutionMode.Truncate;
  }

  private static WindowGeometry geometry(Call call) {
    return WindowGeometry.of(
        arguments(call, 0, 1),
        arguments(call, 2, 3),
        arguments(call, 4, 5),
        arguments(call, 6, 7),
        mode(call));
  }

  private static Varying images(Call call, boolean depthwise) {
    INDArray weights = call.fixed(1);
    // [height, width, in, out], or in one of two other orders.
    INDArray kernel =
        switch (argument(call, KERNEL_FORMAT)) {
          case 0 -> weights;
          case 1 -> weights.permute(2, 3, 1, 0).dup('c');
          default -> weights.permute(1, 2, 3, 0).dup('c');
        };
    if (depthwise && argument(call, KERNEL_FORMAT) != 0) {
      throw call.refused("has a rule for kernels [height, width, in, multiplier] only");
    }
    Correlation map = new Correlation(kernel, bias(call, 2), channelsLast(call), depthwise);
    return call.node(ConvolutionRule.of(map, geometry(call)), call.varying(0));
  }

  private static boolean channelsLast(Call call) {
    return argument(call, CHANNELS_LAST) != 0;
  }

  private static Varying separable(Call call) {
    if (argument(call, KERNEL_FORMAT) != 0) {
      throw call.refused("has a rule for kernels [height, width, in, out] only");
    }
    Correlation depthwise = new Correlation(call.fixed(1), null, channelsLast(call), true);
    Varying inner = call.node(ConvolutionRule.of(depthwise, geometry(call)), call.varying(0));
    Correlation pointwise =
        new Correlation(call.fixed(2), bias(call, 3), channelsLast(call), false);
    int[] one = {1, 1};
    WindowGeometry points = WindowGeometry.of(one, one, new int[2], one, ConvolutionMode.Truncate);
    return call.node(ConvolutionRule.of(pointwise, points), inner);
  }

  private static boolean poolsChannelsLast(Call call) {
    return argument(call, POOLING_CHANNELS_LAST) != 0;
  }

  private static Varying maximum(Call call) {
    return call.node(CrossMaxRule.of(geometry(call), poolsChannelsLast(call)), call.varying(0));
  }

  private static Varying average(Call call) {
    AveragePoolingRule.Divisor divisor =
        argument(call, 9) == 0
            ? AveragePoolingRule.Divisor.REAL_CELLS
            : AveragePoolingRule.Divisor.ALL_CELLS;
    return call.node(
        AveragePoolingRule.of(geometry(call), poolsChannelsLast(call), divisor), call.varying(0));
  }
}
