package io.github.dl4jdeeplift.rule.window;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.ExpansionBuilder;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import io.github.dl4jdeeplift.rule.activation.SecantRule;
import io.github.dl4jdeeplift.rule.activation.SoftmaxRule;
import io.github.dl4jdeeplift.rule.arithmetic.AddRule;
import io.github.dl4jdeeplift.rule.arithmetic.ProductRule;
import io.github.dl4jdeeplift.rule.arithmetic.QuotientRule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import io.github.dl4jdeeplift.rule.function.NamedFunctions;
import io.github.dl4jdeeplift.rule.function.PiecewiseLinear;
import io.github.dl4jdeeplift.rule.function.Square;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The table's rows for capsules {@code [capsules, dimensions]}: convolutions, squashing and
 * routing, whose steps are as many sums, products, quotients and softmaxes.
 */
public final class CapsuleRules {
  /** The rows. */
  public static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(PrimaryCapsules.class, CapsuleRules::primary),
          new RuleRow<>(CapsuleLayer.class, CapsuleRules::routed),
          new RuleRow<>(CapsuleStrengthLayer.class, layer -> lengths()));

  /** Deeplearning4j adds this to the square of a capsule's length before it takes the root. */
  private static final double EPSILON = 1e-5;

  private final LayerView<?> layer;
  private final ExpansionBuilder nodes = new ExpansionBuilder();

  private CapsuleRules(LayerView<?> layer) {
    this.layer = layer;
  }

  private int add(Rule rule, int... from) {
    return nodes.add(rule, from);
  }

  private static Rule sum(int axis) {
    return new AveragePoolingRule(
        input -> BlockWindows.global(input, axis, axis, input.with(axis, 1)),
        AveragePoolingRule.Divisor.NONE);
  }

  private int plus(double summand, int from) {
    return add(ScaleShiftRule.of(layer.dataType(), 1, summand), from);
  }

  /** s · ‖s‖²/((1 + ‖s‖²)·√(‖s‖² + ε)), the length along one dimension. */
  private int squashed(int from, int axis) {
    int squares = add(sum(axis), add(new SecantRule(new Square()), from));
    int root = add(new SecantRule(NamedFunctions.power(0.5)), plus(EPSILON, squares));
    int divisor = add(new ProductRule(), plus(1, squares), root);
    return add(new QuotientRule(), add(new ProductRule(), from, squares), divisor);
  }

  private static Expansion primary(LayerView<PrimaryCapsules> layer) {
    PrimaryCapsules configuration = layer.configuration();
    WindowGeometry geometry =
        WindowGeometry.of(
            configuration.getKernelSize(),
            configuration.getStride(),
            configuration.getPadding(),
            configuration.getDilation(),
            configuration.getConvolutionMode());
    Correlation map =
        new Correlation(layer.parameter("weight"), layer.parameterOrNull("bias"), false, false);
    CapsuleRules rules = new CapsuleRules(layer);
    int last = rules.add(ConvolutionRule.of(map, geometry), Expansion.INPUTS);
    if (configuration.isUseRelu()) {
      double slope = configuration.getLeak();
      String name = slope == 0 ? "ReLU" : "leaky ReLU";
      last = rules.add(new RescaleRule(PiecewiseLinear.leaky(name, slope)), last);
    }
    Shape capsules = new Shape(configuration.getCapsules(), configuration.getCapsuleDimensions());
    rules.squashed(rules.add(new ReshapeRule(shape -> capsules), last), 1);
    return rules.nodes.build();
  }

  private static Expansion routed(LayerView<CapsuleLayer> layer) {
    CapsuleRules rules = new CapsuleRules(layer);
    rules.route(layer.configuration(), layer.parameter("weight"), layer.parameterOrNull("bias"));
    return rules.nodes.build();
  }

  /** What each input capsule says of each output capsule, {@code [inputs, outputs, dimensions]}. */
  private int predictions(CapsuleLayer conf, INDArray weights) {
    long inputs = conf.getInputCapsules();
    long dimensions = conf.getInputCapsuleDimensions();
    INDArray byInput = weights.reshape('c', inputs, -1, dimensions).permute(0, 2, 1).dup('c');
    Rule map =
        new LocallyConnectedRule(
            byInput, null, List.of(new AxisWindow(1, 1, 1, 0, 0)), new Shape(dimensions, inputs));
    int said = add(map, add(new PermuteRule(0, 2, 1), Expansion.INPUTS));
    Shape shape = new Shape(inputs, conf.getCapsules(), conf.getCapsuleDimensions());
    return add(new ReshapeRule(ignored -> shape), add(new PermuteRule(0, 2, 1), said));
  }

  /** Couplings begin equal, and follow the agreement of predictions and outputs. */
  private void route(CapsuleLayer conf, INDArray weights, @Nullable INDArray bias) {
    int predictions = predictions(conf, weights);
    int coupled =
        add(ScaleShiftRule.of(layer.dataType(), 1.0 / conf.getCapsules(), 0), predictions);
    int output = output(coupled, bias);
    int logits = -1;
    for (int routing = 1; routing < conf.getRoutings(); routing++) {
      int agreement = add(sum(2), add(new ProductRule(), predictions, output));
      logits = logits < 0 ? agreement : add(AddRule.sum(), logits, agreement);
      Shape pairs = new Shape(conf.getInputCapsules(), conf.getCapsules());
      int couplings = add(new SoftmaxRule(), add(new ReshapeRule(shape -> pairs), logits));
      Shape columns = new Shape(conf.getInputCapsules(), conf.getCapsules(), 1);
      int factors = add(new ReshapeRule(shape -> columns), couplings);
      output = output(add(new ProductRule(), factors, predictions), bias);
    }
    add(new ReshapeRule(shape -> new Shape(shape.size(1), shape.size(2))), output);
  }

  private int output(int coupled, @Nullable INDArray bias) {
    int total = add(sum(0), coupled);
    if (bias != null) {
      INDArray one = Nd4j.ones(bias.dataType(), 1);
      long[] shape = {1, 1, bias.size(2), bias.size(3)};
      total = add(new ScaleShiftRule(one, bias.reshape('c', shape)), total);
    }
    return squashed(total, 2);
  }

  private static Expansion lengths() {
    return Expansion.chain(
        new SecantRule(new Square()),
        sum(1),
        new SecantRule(NamedFunctions.power(0.5)),
        ReshapeRule.flatten());
  }
}
