package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.LinearRule;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Trace;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.Value;
import io.github.dl4jdeeplift.rule.WeightedRule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A convolution with weights of its own for each window: m = w (section 2.3.1).
 *
 * <p>Shapes: {@code [batch, in, spatial...] x [windows, in · cells, out] -> [batch, out,
 * spatial...]}, windows in C order.
 */
final class LocallyConnectedRule extends WeightedRule {
  private final INDArray weights;
  private final INDArray transposed;
  private final @Nullable INDArray bias;
  private final List<AxisWindow> axes;
  private final Shape inputShape;

  /**
   * Makes the rule.
   *
   * @param weights {@code [windows, in · cells, out]}
   * @param bias {@code [out]}, or null
   * @param axes the windows along each spatial dimension
   * @param inputShape {@code [in, spatial...]}, the one shape that has as many windows
   */
  LocallyConnectedRule(
      INDArray weights, @Nullable INDArray bias, List<AxisWindow> axes, Shape inputShape) {
    this.weights = weights;
    this.transposed = weights.permute(0, 2, 1).dup('c');
    this.bias = bias;
    this.axes = List.copyOf(axes);
    this.inputShape = inputShape;
    if (windows().output().length() / inputShape.size(0) != weights.size(0)) {
      throw new UnsupportedLayerException(
          "it has weights for "
              + weights.size(0)
              + " windows, but its input "
              + inputShape
              + " has windows "
              + windows().output());
    }
  }

  private Windows windows() {
    return new GatheredWindows(inputShape, false, axes);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (!input.equals(inputShape)) {
      throw new IllegalArgumentException("takes inputs of shape " + inputShape + ", not " + input);
    }
    return windows().output().with(0, weights.size(2));
  }

  @Override
  public SDVariable linear(Ops ops, Value input) {
    Windows windows = windows();
    SDVariable cells = windows.unfold(ops, input.variable(), 0);
    SDVariable byWindow = ops.reshape(cells, inputShape.size(0), weights.size(0), windows.cells());
    SDVariable rows =
        ops.permute(byWindow, 2, 0, 1, 3).reshape(weights.size(0), -1, weights.size(1));
    SDVariable products = ops.sameDiff().mmul(rows, ops.constant(weights));
    return ops.reshape(ops.permute(products, 1, 2, 0), outputShape(input.shape()).dimensions());
  }

  @Override
  public SDVariable apply(Ops ops, Value input) {
    SDVariable product = linear(ops, input);
    if (bias == null) {
      return product;
    }
    long[] shape = new long[inputShape.rank() + 1];
    Arrays.fill(shape, 1);
    shape[1] = bias.length();
    return product.add(ops.constant(bias).reshape(shape));
  }

  @Override
  public SDVariable transpose(Ops ops, Value output, Shape input) {
    Windows windows = windows();
    SDVariable byWindow = ops.reshape(output.variable(), weights.size(2), weights.size(0));
    SDVariable rows = ops.permute(byWindow, 2, 0, 1);
    SDVariable cells =
        ops.sameDiff()
            .mmul(rows, ops.constant(transposed))
            .reshape(weights.size(0), -1, inputShape.size(0), windows.cells());
    SDVariable unfolded =
        ops.reshape(
            ops.permute(cells, 1, 2, 0, 3),
            inputShape.size(0) * weights.size(0),
            windows.cells(),
            1);
    return windows.fold(ops, unfolded);
  }

  @Override
  public LinearRule absolute() {
    return new LocallyConnectedRule(Transforms.abs(weights, true), null, axes, inputShape);
  }

  @Override
  public Trace trace() {
    return Trace.CONVOLUTION;
  }

  /**
   * Returns the windows along one dimension.
   *
   * @param kernel cells in a window
   * @param stride distance between windows
   * @param before cells of padding before the input; Deeplearning4j takes less than 0 for none
   * @param after cells of padding after the input
   */
  static AxisWindow window(int kernel, int stride, int before, int after) {
    return new AxisWindow(kernel, stride, 1, Math.max(0, before), Math.max(0, after));
  }
}
