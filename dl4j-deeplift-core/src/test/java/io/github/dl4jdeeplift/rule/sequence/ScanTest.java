package io.github.dl4jdeeplift.rule.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.engine.ForwardProgram;
import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Scans by hand. */
class ScanTest {
  /** Running sums with weights of two: s_t = x_t + 2·s_(t−1). */
  private record RunningSum(boolean reversed) implements Rule {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public SDVariable forward(Ops ops, List<Value> inputs) {
      return Scan.over(
              ops,
              inputs,
              new long[] {inputs.get(0).shape().size(1)},
              reversed,
              (body, step, before) -> List.of(step.get(0).add(before.get(0).mul(2))))
          .get(0);
    }

    @Override
    public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
      return List.of(upstream);
    }
  }

  private static INDArray run(boolean reversed, INDArray input) {
    Node node =
        new Node("sum", new LayerId("sum", 0, "test"), new RunningSum(reversed), List.of("in"));
    NodeGraph graph = new NodeGraph(List.of("in"), List.of("sum"), List.of(node));
    Map<String, Shape> shapes = graph.shapes(List.of(new Shape(3, 2)));
    ForwardProgram program = new ForwardProgram(graph, shapes, DataType.DOUBLE, Set.of("sum"));
    program.values(List.of(input.mul(7))); // another run before, whose numbers must be gone
    return program.values(List.of(input)).get("sum");
  }

  private static final INDArray INPUT =
      Nd4j.createFromArray(
          new double[][][] {{{1, 10}, {2, 20}, {3, 30}}, {{5, 0}, {0, 0}, {0, 1}}});

  @Test
  void steps_seeTheStepBefore() {
    // 1, 2 + 2·1 = 4, 3 + 2·4 = 11.
    assertThat(run(false, INPUT))
        .isEqualTo(
            Nd4j.createFromArray(
                new double[][][] {{{1, 10}, {4, 40}, {11, 110}}, {{5, 0}, {10, 0}, {20, 1}}}));
  }

  @Test
  void reversedSteps_seeTheStepBehind() {
    // 3, 2 + 2·3 = 8, 1 + 2·8 = 17.
    assertThat(run(true, INPUT))
        .isEqualTo(
            Nd4j.createFromArray(
                new double[][][] {{{17, 170}, {8, 80}, {3, 30}}, {{5, 4}, {0, 2}, {0, 1}}}));
  }
}
