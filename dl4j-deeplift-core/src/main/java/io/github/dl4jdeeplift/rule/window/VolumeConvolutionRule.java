package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.WeightedRule;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Convolutions over volumes, with any stride, dilation and padding; m = w (section 2.3.1).
 *
 * <p>The planes that a window sees behind each other become channels of one plane, over which an
 * image convolution runs: {@code [batch, depth, channels, height, width]} to {@code [batch · output
 * depth, kernel depth · channels, height, width]}. The transpose adds planes up again where windows
 * overlap.
 *
 * <p>Shapes: {@code [batch, channels, depth, height, width]} or {@code [batch, depth, height,
 * width, channels]}, by the layer's format.
 */
final class VolumeConvolutionRule extends WeightedRule {
  private final LinearRule planes;
  private final LinearRule magnitudes;
  private final WindowGeometry geometry;
  private final VolumeFormat format;

  /**
   * Makes the rule.
   *
   * @param planes the convolution over planes, channels first, as many channels as the kernel is
   *     deep times the channels of the volume
   * @param geometry the windows along depth, height and width
   * @param format where the channels lie
   */
  VolumeConvolutionRule(WeightedRule planes, WindowGeometry geometry, VolumeFormat format) {
    this(planes, planes.absolute(), geometry, format);
  }

  private VolumeConvolutionRule(
      LinearRule planes, LinearRule magnitudes, WindowGeometry geometry, VolumeFormat format) {
    this.planes = planes;
    this.magnitudes = magnitudes;
    this.geometry = geometry;
    this.format = format;
  }

  @Override
  public LinearRule absolute() {
    return new VolumeConvolutionRule(magnitudes, magnitudes, geometry, format);
  }

  private long depthOfKernel() {
    return geometry.kernel()[0];
  }

  /** Returns the shape of the planes for a volume, {@code [channels, height, width]}. */
  private Shape plane(Shape depthFirst) {
    return new Shape(depthOfKernel() * depthFirst.size(1), depthFirst.size(2), depthFirst.size(3));
  }

  /** Returns the windows along the depth, each plane a row of numbers. */
  private Windows alongDepth(Shape depthFirst) {
    long depth = depthFirst.size(0);
    return new GatheredWindows(
        new Shape(depth, depthFirst.length() / depth), true, List.of(geometry.along(0, depth)));
  }

  /** Returns the shape of the output, depth first. */
  private Shape output(Shape depthFirst) {
    Shape plane = planes.outputShape(plane(depthFirst));
    return new Shape(
        alongDepth(depthFirst).output().size(0), plane.size(0), plane.size(1), plane.size(2));
  }

  @Override
  public Shape outputShape(Shape input) {
    return format.ofDepthFirst(output(format.depthFirst(input)));
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    Value unfolded = unfolded(ops, input);
    return folded(ops, planes.apply(ops, unfolded), input.shape());
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    Value unfolded = unfolded(ops, input);
    return folded(ops, planes.linear(ops, unfolded), input.shape());
  }

  /** Writes down the planes that each window sees, one window behind the other in the batch. */
  private Value unfolded(Ops ops, Value input) {
    Shape depthFirst = format.depthFirst(input.shape());
    SDVariable volume = format.depthFirst(ops, input.variable());
    Shape rows = new Shape(depthFirst.size(0), depthFirst.length() / depthFirst.size(0));
    SDVariable windows =
        alongDepth(depthFirst).unfold(ops, ops.reshape(volume, rows.dimensions()), 0);
    Shape plane = plane(depthFirst);
    return new Value(ops.reshape(windows, plane.dimensions()), plane);
  }

  private SDVariable folded(Ops ops, SDVariable result, Shape input) {
    Shape output = output(format.depthFirst(input));
    return format.ofDepthFirst(ops, ops.reshape(result, output.dimensions()));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    Shape depthFirst = format.depthFirst(input);
    Shape plane = plane(depthFirst);
    Shape outputPlane = planes.outputShape(plane);
    SDVariable upstream =
        ops.reshape(format.depthFirst(ops, output.variable()), outputPlane.dimensions());
    SDVariable seen = planes.transpose(ops, new Value(upstream, outputPlane), plane);
    Windows windows = alongDepth(depthFirst);
    long cells = depthFirst.length() / depthFirst.size(0);
    SDVariable apart = ops.reshape(seen, windows.output().size(0), depthOfKernel(), cells);
    SDVariable volume = ops.reshape(windows.fold(ops, apart), depthFirst.dimensions());
    return format.ofDepthFirst(ops, volume);
  }

  @Override
  public Trace trace() {
    return Trace.CONVOLUTION;
  }
}
