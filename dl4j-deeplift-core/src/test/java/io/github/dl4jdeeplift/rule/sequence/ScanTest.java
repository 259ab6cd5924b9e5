package io.github.dl4jdeeplift.rule.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.engine.ForwardProgram;
import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Multipliers;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

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

  /** A rule of the user's own that changes no number. */
  private record Same(BiFunction<SameDiff, SDVariable, SDVariable> operations) implements Rule {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public SDVariable forward(Ops ops, List<Value> inputs) {
      return operations.apply(ops.sameDiff(), inputs.get(0).variable());
    }

    @Override
    public List<Multipliers> backward(Ops ops, NodeValues values, Multipliers upstream) {
      return List.of(upstream);
    }
  }

  private static INDArray run(boolean reversed, INDArray input) {
    return run(new Same((program, x) -> x), reversed, input);
  }

  private static INDArray run(Rule first, boolean reversed, INDArray input) {
    Node before = new Node("same", new LayerId("same", 0, "Same"), first, List.of("in"));
    Node node =
        new Node("sum", new LayerId("sum", 1, "test"), new RunningSum(reversed), List.of("same"));
    NodeGraph graph = new NodeGraph(List.of("in"), List.of("sum"), List.of(before, node));
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

  /** Each thread runs rows of its own; here they read sequences of the caller's, and a plan's. */
  @Test
  void rowsOfALargeBatch_areSummedEachForItself() {
    NativeOps threads = NativeOpsHolder.getInstance().getDeviceNativeOps();
    int before = threads.ompGetMaxThreads();
    threads.setOmpNumThreads(3);
    try {
      INDArray input = Nd4j.rand(DataType.DOUBLE, 70, 3, 2);
      assertThat(run(false, input)).isEqualTo(sums(input));
      assertThat(run(new Same((program, x) -> x.mul(3)), false, input))
          .isEqualTo(sums(input.mul(3)));
    } finally {
      threads.setOmpNumThreads(before);
    }
  }

  private static INDArray sums(INDArray input) {
    INDArray sums = input.dup();
    for (long row = 0; row < input.size(0); row++) {
      for (long step = 1; step < input.size(1); step++) {
        for (long channel = 0; channel < input.size(2); channel++) {
          double sum =
              input.getDouble(row, step, channel) + 2 * sums.getDouble(row, step - 1, channel);
          sums.putScalar(row, step, channel, sum);
        }
      }
    }
    return sums;
  }

  /** No plan runs what takes its shape from the program's own numbers, nor SameDiff a scan. */
  @Test
  void scan_besideShapesThatTheProgramWorksOut_runs() {
    Rule byShape = new Same((program, x) -> program.reshape(x, program.shape(x)));
    // 1, 2 + 2·1 = 4, 3 + 2·4 = 11.
    assertThat(run(byShape, false, INPUT))
        .isEqualTo(
            Nd4j.createFromArray(
                new double[][][] {{{1, 10}, {4, 40}, {11, 110}}, {{5, 0}, {10, 0}, {20, 1}}}));
  }

  @Test
  void scan_besideRandomNumbers_isRefused() {
    Rule random =
        new Same((program, x) -> x.add(program.random().normal(0, 1, DataType.DOUBLE, 3, 2)));
    assertThatThrownBy(() -> run(random, false, INPUT))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("'distribution_gaussian'")
        .hasMessageContaining("'same' (index 0, Same)");
  }
}
