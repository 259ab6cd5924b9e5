package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.ExpansionBuilder;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.ActivationRules;
import io.github.dl4jdeeplift.rule.activation.RescaleRule;
import io.github.dl4jdeeplift.rule.activation.SoftmaxRule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import io.github.dl4jdeeplift.rule.function.NamedFunctions;
import io.github.dl4jdeeplift.rule.shape.MergeRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import io.github.dl4jdeeplift.rule.shape.SliceRule;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The nodes of a Yolo2OutputLayer: in each cell of an image and for each prior box a place and a
 * confidence by the sigmoid, a size as the prior's times e^x, and classes by softmax.
 *
 * <p>Channels are, box by box, x, y, width, height, confidence, classes.
 */
final class BoundingBoxRules {
  private static final int SIZE = 2;
  private static final int CONFIDENCE = 4;
  private static final int CLASSES = 5;

  private BoundingBoxRules() {}

  static Expansion of(LayerView<Yolo2OutputLayer> layer) {
    INDArray priors = layer.configuration().getBoundingBoxes().castTo(layer.dataType());
    boolean channelsLast = layer.configuration().getFormat() == CNN2DFormat.NHWC;
    ExpansionBuilder nodes = new ExpansionBuilder();
    int first =
        channelsLast ? nodes.add(new PermuteRule(0, 3, 1, 2), Expansion.INPUTS) : Expansion.INPUTS;
    int boxes = boxes(nodes, priors, first);
    int image =
        nodes.add(
            new ReshapeRule(
                shape -> new Shape(shape.size(0) * shape.size(1), shape.size(2), shape.size(3))),
            boxes);
    if (channelsLast) {
      nodes.add(new PermuteRule(0, 2, 3, 1), image);
    }
    return nodes.build();
  }

  /** {@code [boxes·(5 + classes), height, width] -> [boxes, 5 + classes, height, width]}. */
  private static int boxes(ExpansionBuilder nodes, INDArray priors, int input) {
    long count = priors.size(0);
    int boxes =
        nodes.add(
            new ReshapeRule(
                shape -> new Shape(count, shape.size(0) / count, shape.size(1), shape.size(2))),
            input);
    Rule sigmoid = ActivationRules.of(new ActivationSigmoid());
    int place = nodes.add(sigmoid, nodes.add(new SliceRule(1, 0, SIZE), boxes));
    int growth =
        nodes.add(
            new RescaleRule(Objects.requireNonNull(NamedFunctions.of("exp", 0))),
            nodes.add(new SliceRule(1, SIZE, CONFIDENCE), boxes));
    INDArray factors = priors.dup('c').reshape('c', 1, count, 2, 1, 1);
    int size = nodes.add(new ScaleShiftRule(factors, Nd4j.scalar(priors.dataType(), 0)), growth);
    int confidence = nodes.add(sigmoid, nodes.add(new SliceRule(1, CONFIDENCE, CLASSES), boxes));
    int classes = nodes.add(new SoftmaxRule(2), nodes.add(SliceRule.from(1, CLASSES), boxes));
    return nodes.add(new MergeRule(2), place, size, confidence, classes);
  }
}
