package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.shape.PaddingRule;
import io.github.dl4jdeeplift.rule.shape.PermuteRule;
import io.github.dl4jdeeplift.rule.shape.RepeatRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;

/** The table's rows for layers that repeat cells, or move them between dimensions. */
final class ResizingRules {
  static final List<RuleRow<?>> ROWS =
      List.of(
          new RuleRow<>(RepeatVector.class, l -> repeated(l.configuration())),
          new RuleRow<>(Upsampling1D.class, l -> repeats(l.configuration().getSize(), 1, 1)),
          new RuleRow<>(Upsampling2D.class, l -> upsampled(l.configuration())),
          new RuleRow<>(Upsampling3D.class, l -> upsampled(l.configuration())),
          RuleRow.of(ZeroPadding3DLayer.class, l -> ends(l.configuration().getPadding(), 1)),
          RuleRow.of(Cropping3D.class, l -> ends(l.configuration().getCropping(), -1)),
          new RuleRow<>(SpaceToDepthLayer.class, l -> spaceToDepth(l.configuration())));

  private ResizingRules() {}

  private static Expansion repeated(RepeatVector layer) {
    boolean stepsFirst = layer.getDataFormat() == RNNFormat.NWC;
    return Expansion.chain(
        new ReshapeRule(
            shape -> stepsFirst ? new Shape(1, shape.size(0)) : new Shape(shape.size(0), 1)),
        new RepeatRule(stepsFirst ? 0 : 1, layer.getN()));
  }

  private static Expansion upsampled(Upsampling2D layer) {
    return repeats(layer.getSize(), 2, layer.getFormat() == CNN2DFormat.NHWC ? 0 : 1);
  }

  private static Expansion upsampled(Upsampling3D layer) {
    boolean channelsLast = layer.getDataFormat() == Convolution3D.DataFormat.NDHWC;
    return repeats(layer.getSize(), 3, channelsLast ? 0 : 1);
  }

  /** Repeats the cells of {@code rank} dimensions from the first spatial one on. */
  private static Expansion repeats(int[] counts, int rank, int first) {
    List<Rule> rules = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      rules.add(new RepeatRule(first + axis, counts[axis]));
    }
    return Expansion.chain(rules);
  }

  /** Deeplearning4j pads and crops volumes in NCDHW alone. */
  private static Rule ends(int[] cells, int sign) {
    long[] before = new long[4];
    long[] after = new long[4];
    for (int axis = 0; axis < 3; axis++) {
      before[axis + 1] = (long) sign * cells[2 * axis];
      after[axis + 1] = (long) sign * cells[2 * axis + 1];
    }
    return new PaddingRule(before, after);
  }

  /** Channels of the output are the block's row, its column and the channel, in this order. */
  private static Expansion spaceToDepth(SpaceToDepthLayer layer) {
    long block = layer.getBlockSize();
    if (layer.getDataFormat() == CNN2DFormat.NHWC) {
      return Expansion.chain(
          new ReshapeRule(
              s -> new Shape(s.size(0) / block, block, s.size(1) / block, block, s.size(2))),
          new PermuteRule(0, 1, 3, 2, 4, 5),
          new ReshapeRule(s -> new Shape(s.size(0), s.size(1), block * block * s.size(4))));
    }
    return Expansion.chain(
        new ReshapeRule(
            s -> new Shape(s.size(0), s.size(1) / block, block, s.size(2) / block, block)),
        new PermuteRule(0, 3, 5, 1, 2, 4),
        new ReshapeRule(s -> new Shape(block * block * s.size(2), s.size(3), s.size(4))));
  }
}
