package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Constraints;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.WeightedRule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions over sequences and images, with any stride, dilation and padding; m = w (section
 * 2.3.1), applied as the transposed convolution.
 *
 * <p>Shapes: {@code [batch, channels, time]}, {@code [batch, time, channels]}, {@code [batch,
 * channels, height, width]} or {@code [batch, height, width, channels]}, by the layer's format. A
 * sequence is an image of height 1: oneDNN is several times faster along the width. The transpose
 * runs as a forward convolution with flipped kernel over the spread output, which is many times
 * faster than ND4J's own transposed operations.
 */
public final class ConvolutionRule extends WeightedRule {
  private final Correlation map;
  private final Correlation transpose;
  private final WindowGeometry geometry;

  private ConvolutionRule(Correlation map, WindowGeometry geometry) {
    this.map = map;
    this.transpose = map.flipped();
    this.geometry = geometry;
  }

  /**
   * Makes the rule of a convolution over images.
   *
   * @param map its kernel and bias
   * @param geometry its windows, along one dimension for sequences, along two for images
   */
  public static ConvolutionRule of(Correlation map, WindowGeometry geometry) {
    return new ConvolutionRule(map, geometry);
  }

  /** Returns the same map for channels last; empty where they are already. */
  Optional<Rule> channelsLast() {
    return map.channelsLast()
        ? Optional.empty()
        : Optional.of(
            new ConvolutionRule(
                new Correlation(map.kernel(), map.bias(), true, map.depthwise()), geometry));
  }

  @Override
  public LinearRule absolute() {
    return new ConvolutionRule(map.absolute(), geometry);
  }

  @Override
  public WeightedRule centered(Constraints constraints) {
    if (map.depthwise()) {
      return super.centered(constraints);
    }
    int channels = map.channelsLast() ? constraints.shape().rank() - 1 : 0;
    INDArray kernel = centered(map.kernel(), constraints.along(channels));
    return new ConvolutionRule(new Correlation(kernel, null, map.channelsLast(), false), geometry);
  }

  @Override
  public Optional<WeightedRule> scaled(
      int channelAxis, Shape output, INDArray factors, INDArray summands) {
    boolean ofChannels = channelAxis == (map.channelsLast() ? output.rank() - 1 : 0);
    return ofChannels && !map.depthwise()
        ? Optional.of(new ConvolutionRule(map.scaled(factors, summands), geometry))
        : Optional.empty();
  }

  @Override
  public Trace trace() {
    return Trace.CONVOLUTION;
  }

  /**
   * Makes the rule of a convolution over images.
   *
   * @param layer the layer
   */
  public static ConvolutionRule ofImages(LayerView<? extends ConvolutionLayer> layer) {
    ConvolutionLayer configuration = layer.configuration();
    INDArray kernel = layer.parameter("W").permute(2, 3, 1, 0).dup('c'); // [out, in, height, width]
    boolean channelsLast = configuration.getCnn2dDataFormat() == CNN2DFormat.NHWC;
    return new ConvolutionRule(
        new Correlation(kernel, bias(layer), channelsLast, false),
        WindowGeometry.of(configuration));
  }

  /**
   * Makes the rule of a convolution over sequences.
   *
   * @param layer the layer
   */
  public static ConvolutionRule ofSequences(LayerView<? extends Convolution1DLayer> layer) {
    Convolution1DLayer configuration = layer.configuration();
    WindowGeometry geometry = WindowGeometry.of(configuration).first();
    // Declared as [out, in, width, 1], but Deeplearning4j reads the buffer as [width, in, out].
    INDArray kernel =
        layer
            .parameter("W")
            .reshape(
                'c',
                new long[] {
                  1, geometry.kernel()[0], configuration.getNIn(), configuration.getNOut()
                });
    boolean channelsLast = configuration.getRnnDataFormat() == RNNFormat.NWC;
    return new ConvolutionRule(new Correlation(kernel, bias(layer), channelsLast, false), geometry);
  }

  /** Returns a layer's bias, {@code [out]}, or null where it has none. */
  static @Nullable INDArray bias(LayerView<?> layer) {
    INDArray bias = layer.parameterOrNull("b");
    return bias == null ? null : bias.reshape(bias.length());
  }

  private boolean ofSequences() {
    return geometry.kernel().length == 1;
  }

  /** Returns an input's or output's shape as that of an image; a sequence has height 1. */
  private Shape image(Shape shape) {
    if (!ofSequences()) {
      return shape;
    }
    return map.channelsLast()
        ? map.image(shape.size(1), 1, shape.size(0))
        : map.image(shape.size(0), 1, shape.size(1));
  }

  private AxisWindow rows(Shape image) {
    return ofSequences()
        ? new AxisWindow(1, 1, 1, 0, 0)
        : geometry.along(0, image.size(map.axis(0)));
  }

  private AxisWindow columns(Shape image) {
    return geometry.along(ofSequences() ? 0 : 1, image.size(map.axis(1)));
  }

  @Override
  public Shape outputShape(Shape input) {
    int rank = geometry.kernel().length + 1;
    if (input.rank() != rank) {
      throw new IllegalArgumentException(
          "takes arrays of rank " + (rank + 1) + ", not " + (input.rank() + 1));
    }
    long channels = input.size(map.channelsLast() ? rank - 1 : 0);
    if (channels != map.kernel().size(2)) {
      throw new IllegalArgumentException(
          "takes "
              + map.kernel().size(2)
              + " channels, not "
              + channels
              + " (shape "
              + input
              + ")");
    }
    Shape image = image(input);
    long height = rows(image).output(image.size(map.axis(0)));
    long width = columns(image).output(image.size(map.axis(1)));
    long out = map.outputs();
    if (!ofSequences()) {
      return map.image(out, height, width);
    }
    return map.channelsLast() ? new Shape(width, out) : new Shape(out, width);
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    return correlate(ops, input, map);
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    return correlate(ops, input, map.linear());
  }

  private SDVariable correlate(Ops ops, Value input, Correlation correlation) {
    Shape image = image(input.shape());
    Value images = new Value(ops.reshape(input.variable(), image.dimensions()), image);
    SDVariable result = correlation.apply(ops, images, rows(image), columns(image));
    return ofSequences() ? ops.reshape(result, outputShape(input.shape()).dimensions()) : result;
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    Shape image = image(input);
    Shape outputImage = image(output.shape());
    Value spread = new Value(ops.reshape(output.variable(), outputImage.dimensions()), outputImage);
    AxisWindow rows = rows(image);
    AxisWindow columns = columns(image);
    spread = transpose.spread(ops, spread, 0, rows.stride());
    spread = transpose.spread(ops, spread, 1, columns.stride());
    SDVariable result =
        transpose.apply(
            ops,
            spread,
            rows.transposed(image.size(map.axis(0))),
            columns.transposed(image.size(map.axis(1))));
    Shape all = map.image(transpose.outputs(), image.size(map.axis(0)), image.size(map.axis(1)));
    return ops.reshape(map.gathered(ops, new Value(result, all)), input.dimensions());
  }
}
