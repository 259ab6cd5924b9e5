package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.EngineResult;
import io.github.dl4jdeeplift.engine.Explained;
import io.github.dl4jdeeplift.engine.PairRunner;
import io.github.dl4jdeeplift.engine.Places;
import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.engine.References;
import io.github.dl4jdeeplift.engine.Tiling;
import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One rule as a graph of its own, for rules that Deeplearning4j has no layer for.
 *
 * @param rule the rule
 * @param inputs one array for each input, {@code [n, shape...]}
 * @param references as many, of one row or n
 */
record RuleRun(Rule rule, List<INDArray> inputs, List<INDArray> references) {
  private static final String OUTPUT = "y";

  /** Explains the sum of the output's elements, weighted. */
  EngineResult explain(INDArray weights) {
    List<String> names = IntStream.range(0, inputs.size()).mapToObj(RuleRun::input).toList();
    Node node = new Node(OUTPUT, new LayerId(OUTPUT, 0, "rule"), rule, names);
    Program program =
        new Program(
            new NodeGraph(names, List.of(OUTPUT), List.of(node)),
            inputs.stream().map(input -> Shape.ofBatch(input.shape())).toList(),
            inputs.get(0).dataType(),
            Places.INPUTS);
    Explained explained = new Explained(OUTPUT, (from, to, value) -> weights);
    return new PairRunner(program, inputs, new Rows(references), Tiling.DEFAULT)
        .run(List.of(explained))
        .get(0);
  }

  /** Returns the name of an input. */
  static String input(int index) {
    return "x" + index;
  }

  private record Rows(List<INDArray> rows) implements References {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public boolean areShared() {
      return rows.get(0).size(0) == 1;
    }

    @Override
    public List<INDArray> of(int example, int reference) {
      return of(example, example + 1, reference);
    }

    @Override
    public List<INDArray> of(int from, int to, int reference) {
      return areShared()
          ? rows
          : rows.stream().map(row -> row.get(NDArrayIndex.interval(from, to))).toList();
    }
  }

  /** Returns the place of a number in C order. */
  static long[] place(long index, long... shape) {
    long[] place = new long[shape.length];
    long rest = index;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return place;
  }

  /** Returns a shape with its last two sizes swapped. */
  static long[] swapped(long... shape) {
    long[] result = Arrays.copyOf(shape, shape.length);
    result[shape.length - 1] = shape[shape.length - 2];
    result[shape.length - 2] = shape[shape.length - 1];
    return result;
  }
}
