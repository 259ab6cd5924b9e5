package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.ExpansionBuilder;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.MaskState;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.arithmetic.AddRule;
import io.github.dl4jdeeplift.rule.arithmetic.ElementwiseMaximumRule;
import io.github.dl4jdeeplift.rule.arithmetic.ProductRule;
import io.github.dl4jdeeplift.rule.arithmetic.ScaleShiftRule;
import io.github.dl4jdeeplift.rule.mask.MaskedStepsRule;
import io.github.dl4jdeeplift.rule.shape.LastStepRule;
import io.github.dl4jdeeplift.rule.shape.MergeRule;
import io.github.dl4jdeeplift.rule.shape.PaddingRule;
import io.github.dl4jdeeplift.rule.shape.RepeatOverTimeRule;
import io.github.dl4jdeeplift.rule.shape.ReshapeRule;
import io.github.dl4jdeeplift.rule.shape.ReverseAxesRule;
import io.github.dl4jdeeplift.rule.shape.ReverseTimeRule;
import io.github.dl4jdeeplift.rule.shape.SliceRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;

/** The table's rows for vertices of computation graphs. */
final class VertexRules {
  static final List<RuleRow<?>> ROWS =
      List.of(
          RuleRow.of(MergeVertex.class, v -> new MergeRule(v.configuration().getMergeAxis())),
          RuleRow.of(ElementWiseVertex.class, v -> elementWise(v.configuration().getOp())),
          RuleRow.of(
              SubsetVertex.class,
              v -> new SliceRule(0, v.configuration().getFrom(), v.configuration().getTo() + 1L)),
          RuleRow.of(
              ScaleVertex.class,
              v -> ScaleShiftRule.of(v.dataType(), v.configuration().getScaleFactor(), 0)),
          RuleRow.of(
              ShiftVertex.class,
              v -> ScaleShiftRule.of(v.dataType(), 1, v.configuration().getShiftFactor())),
          RuleRow.of(
              PoolHelperVertex.class,
              v -> new PaddingRule(new long[] {0, -1, -1}, new long[] {0, 0, 0})),
          new RuleRow<>(LastTimeStepVertex.class, VertexRules::lastStep),
          new RuleRow<>(ReverseTimeSeriesVertex.class, VertexRules::reversed),
          RuleRow.of(DuplicateToTimeSeriesVertex.class, v -> new RepeatOverTimeRule()),
          new RuleRow<>(ReshapeVertex.class, v -> reshape(v.configuration())));

  private VertexRules() {}

  /** The mask is that of a network input, which the vertex names and the graph gives it second. */
  private static Expansion lastStep(LayerView<LastTimeStepVertex> vertex) {
    ExpansionBuilder nodes = new ExpansionBuilder();
    int sequence = nodes.add(new ReverseAxesRule(), Expansion.input(0));
    if (vertex.mask(1) == MaskState.ABSENT) {
      nodes.add(new LastStepRule(), sequence);
    } else {
      nodes.add(MaskedStepsRule.last(), sequence, Expansion.mask(1));
    }
    return nodes.build();
  }

  private static Expansion reversed(LayerView<ReverseTimeSeriesVertex> vertex) {
    ExpansionBuilder nodes = new ExpansionBuilder();
    int sequence = nodes.add(new ReverseAxesRule(), Expansion.input(0));
    int reversed =
        vertex.mask(1) == MaskState.ABSENT
            ? nodes.add(new ReverseTimeRule(), sequence)
            : nodes.add(MaskedStepsRule.reversed(), sequence, Expansion.mask(1));
    nodes.add(new ReverseAxesRule(), reversed);
    return nodes.build();
  }

  private static Rule elementWise(ElementWiseVertex.Op op) {
    return switch (op) {
      case Add -> AddRule.sum();
      case Subtract -> AddRule.difference();
      case Average -> AddRule.average();
      case Product -> new ProductRule();
      case Max -> ElementwiseMaximumRule.maximum();
    };
  }

  private static Expansion reshape(ReshapeVertex vertex) {
    long[] target = Arrays.stream(vertex.getNewShape()).skip(1).mapToLong(size -> size).toArray();
    if (vertex.getReshapeOrder() == 'c') {
      return Expansion.chain(new ReshapeRule(shape -> resolved(target, shape)));
    }
    // In Fortran order the first dimension runs fastest: C order of all dimensions reversed.
    long[] reversed =
        IntStream.range(0, target.length).mapToLong(i -> target[target.length - 1 - i]).toArray();
    return Expansion.chain(
        new ReverseAxesRule(),
        new ReshapeRule(shape -> resolved(reversed, shape)),
        new ReverseAxesRule());
  }

  /** Fills in the one size that is left open by -1. */
  static Shape resolved(long[] target, Shape input) {
    long known = Arrays.stream(target).filter(size -> size > 0).reduce(1, (a, b) -> a * b);
    return new Shape(
        Arrays.stream(target).map(size -> size > 0 ? size : input.length() / known).toArray());
  }
}
