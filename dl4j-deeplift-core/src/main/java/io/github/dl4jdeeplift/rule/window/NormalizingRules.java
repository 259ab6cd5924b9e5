package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.activation.SecantRule;
import io.github.dl4jdeeplift.rule.arithmetic.AddRule;
import io.github.dl4jdeeplift.rule.arithmetic.QuotientRule;
import io.github.dl4jdeeplift.rule.function.NamedFunctions;
import io.github.dl4jdeeplift.rule.function.PiecewiseLinear;
import io.github.dl4jdeeplift.rule.function.Square;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The table's rows for what divides by a norm, or is one, and p-norm pooling: sums of powers, their
 * roots and quotients, each by its exact secant, so that contributions sum.
 */
public final class NormalizingRules {
  /** The rows. */
  public static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(LocalResponseNormalization.class, l -> response(l.configuration())),
          new RuleRow<>(L2NormalizeVertex.class, NormalizingRules::normalized),
          new RuleRow<>(L2Vertex.class, v -> distance()));

  private NormalizingRules() {}

  /**
   * Returns the nodes of p-norm pooling, (Σ|x|^p)^(1/p) over each window.
   *
   * @param pooling the windows
   * @param exponent p, at least 1
   */
  static Expansion pooled(Pooling pooling, int exponent) {
    if (exponent < 1) {
      throw new UnsupportedLayerException("p-norm pooling takes p of 1 and more, not " + exponent);
    }
    Rule sum = new AveragePoolingRule(pooling, AveragePoolingRule.Divisor.NONE);
    if (exponent == 1) {
      return Expansion.chain(magnitude(), sum);
    }
    Rule root = new SecantRule(NamedFunctions.power(1.0 / exponent));
    return exponent == 2
        ? Expansion.chain(new SecantRule(new Square()), sum, root)
        : Expansion.chain(magnitude(), new SecantRule(NamedFunctions.power(exponent)), sum, root);
  }

  private static Rule magnitude() {
    return new SecantRule(PiecewiseLinear.leaky("magnitude", -1));
  }

  /** x/(k + α·Σx²)^β over n/2 channels on both sides; α is not divided by n. */
  private static Expansion response(LocalResponseNormalization layer) {
    int axis = layer.getDataFormat() == CNN2DFormat.NHWC ? -1 : 0;
    Rule sum = new NeighborSumRule(axis, (int) layer.getN() / 2, layer.getAlpha(), layer.getK());
    return overInput(
        new SecantRule(new Square()), sum, new SecantRule(NamedFunctions.power(layer.getBeta())));
  }

  /** Nodes in a row that make a divisor of the input, and the quotient. */
  private static Expansion overInput(Rule... divisor) {
    List<Expansion.Part> parts = new ArrayList<>(Expansion.chain(divisor).parts());
    parts.add(
        new Expansion.Part(new QuotientRule(), List.of(Expansion.INPUTS, divisor.length - 1)));
    return new Expansion(parts);
  }

  private static Expansion normalized(LayerView<L2NormalizeVertex> view) {
    L2NormalizeVertex vertex = view.configuration();
    return overInput(
        new SecantRule(new Square()),
        new AveragePoolingRule(input -> window(input, view), AveragePoolingRule.Divisor.NONE),
        new SecantRule(NamedFunctions.power(0.5)),
        new SecantRule(PiecewiseLinear.floored("at least " + vertex.getEps(), vertex.getEps())));
  }

  /**
   * Deeplearning4j divides by one norm for each example, whatever dimensions are configured, and
   * writes arrays of more than two dimensions in ND4J's default type.
   */
  private static Windows window(Shape input, LayerView<L2NormalizeVertex> view) {
    int[] axes = view.configuration().getDimension();
    if (!isAll(input, axes)) {
      throw new UnsupportedLayerException(
          "Deeplearning4j 1.0.0-M2.1 itself divides wrongly where it normalizes over dimensions "
              + Arrays.toString(axes)
              + " of "
              + (input.rank() + 1)
              + ": normalize over all dimensions but the first");
    }
    if (input.rank() > 1 && Nd4j.dataType() != view.dataType()) {
      throw new UnsupportedLayerException(
          "Deeplearning4j 1.0.0-M2.1 itself cannot write "
              + view.dataType()
              + " there while ND4J's default is "
              + Nd4j.dataType()
              + ": call Nd4j.setDefaultDataTypes with the network's type");
    }
    long[] ones = new long[input.rank()];
    Arrays.fill(ones, 1);
    return BlockWindows.global(input, 0, input.rank() - 1, new Shape(ones));
  }

  private static boolean isAll(Shape input, int @Nullable [] axes) {
    return axes == null
        || axes.length == 0
        || Arrays.equals(
            Arrays.stream(axes).sorted().toArray(),
            IntStream.rangeClosed(1, input.rank()).toArray());
  }

  /** ‖a − b‖ over all dimensions, one number for each example. */
  private static Expansion distance() {
    return Expansion.chain(
        AddRule.difference(),
        new SecantRule(new Square()),
        new AveragePoolingRule(
            input -> BlockWindows.global(input, 0, input.rank() - 1, new Shape(1)),
            AveragePoolingRule.Divisor.NONE),
        new SecantRule(NamedFunctions.power(0.5)));
  }
}
