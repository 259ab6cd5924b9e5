package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Averages over references, and the check that contributions sum to the target's difference. */
final class PairTotals {
  private final String target;
  private final List<String> names;
  private final int count;
  private final DataType dataType;
  private final List<INDArray> contributions;
  private final List<INDArray> multipliers;
  private final double[] output;
  private final double[] referenceOutput;
  private final double[] delta;
  private EngineResult.@Nullable Shortfall shortfall;

  /** A tile's passes, seed and result. */
  record Tile(Pass actual, Pass reference, INDArray seed, BackwardProgram.Result result) {}

  PairTotals(Program program, List<INDArray> inputs, int count) {
    this.target = program.target();
    this.names = program.graph().inputs();
    this.count = count;
    this.dataType = inputs.get(0).dataType();
    this.contributions = inputs.stream().map(input -> Nd4j.zeros(dataType, input.shape())).toList();
    this.multipliers = inputs.stream().map(input -> Nd4j.zeros(dataType, input.shape())).toList();
    int examples = Math.toIntExact(inputs.get(0).size(0));
    this.output = new double[examples];
    this.referenceOutput = new double[examples];
    this.delta = new double[examples];
  }

  /** Adds a tile whose rows are neighboring examples, compared with references of one number. */
  void addExamples(Tile tile, int from, int reference) {
    int rows = Math.toIntExact(tile.actual.rows());
    for (int input = 0; input < names.size(); input++) {
      add(contributions.get(input), tile.result.contributions().get(names.get(input)), from, rows);
      add(multipliers.get(input), tile.result.multipliers().get(names.get(input)), from, rows);
    }
    Outputs outputs = outputs(tile);
    for (int row = 0; row < rows; row++) {
      addPair(outputs, row, from + row, reference);
    }
  }

  private void add(INDArray total, @Nullable INDArray rows, int from, int count) {
    if (rows != null) {
      // Multipliers that all rows share have one row, which the addition repeats.
      total.get(NDArrayIndex.interval(from, from + count)).addi(rows.mul(1.0 / this.count));
    }
  }

  /** Adds a tile whose rows are references, with which one example is compared. */
  void addReferences(Tile tile, int example, int firstReference) {
    int rows = Math.toIntExact(tile.reference.rows());
    for (int input = 0; input < names.size(); input++) {
      String name = names.get(input);
      addSum(contributions.get(input), tile.result.contributions().get(name), example, rows);
      addSum(multipliers.get(input), tile.result.multipliers().get(name), example, rows);
    }
    Outputs outputs = outputs(tile);
    for (int row = 0; row < rows; row++) {
      addPair(outputs, row, example, firstReference + row);
    }
  }

  private void addSum(INDArray total, @Nullable INDArray values, int example, int rows) {
    if (values != null) {
      INDArray sum = values.sum(true, 0);
      add(total, values.size(0) == 1 ? sum.mul(rows) : sum, example, 1);
    }
  }

  /** Numbers of each pair of a tile, in double precision. */
  private record Outputs(double[] actual, double[] reference, double[] sum, double[] size) {}

  private Outputs outputs(Tile tile) {
    int rows = Math.toIntExact(Math.max(tile.actual.rows(), tile.reference.rows()));
    double[] sum = new double[rows];
    double[] size = new double[rows];
    for (INDArray contribution : tile.result.contributions().values()) {
      INDArray precise = contribution.castTo(DataType.DOUBLE).reshape(rows, -1);
      plus(sum, precise.sum(1).toDoubleVector());
      plus(size, precise.norm1(1).toDoubleVector());
    }
    return new Outputs(
        explained(tile.actual, tile.seed, rows),
        explained(tile.reference, tile.seed, rows),
        sum,
        size);
  }

  private static void plus(double[] total, double[] values) {
    for (int index = 0; index < total.length; index++) {
      total[index] += values[index];
    }
  }

  /** Returns the explained quantity, the target's elements weighted by the seed, for each row. */
  private double[] explained(Pass pass, INDArray seed, int rows) {
    INDArray value = pass.value(target).castTo(DataType.DOUBLE);
    INDArray weighted = value.mul(seed.castTo(DataType.DOUBLE));
    double[] sums = weighted.reshape(weighted.size(0), -1).sum(1).toDoubleVector();
    if (sums.length == rows) {
      return sums;
    }
    double[] repeated = new double[rows];
    Arrays.fill(repeated, sums[0]);
    return repeated;
  }

  private void addPair(Outputs outputs, int row, int example, int reference) {
    double actual = outputs.actual[row];
    double referenceValue = outputs.reference[row];
    output[example] = actual;
    referenceOutput[example] += referenceValue / count;
    double miss = outputs.sum[row] - (actual - referenceValue);
    if (Math.abs(miss) >= Math.abs(delta[example])) {
      delta[example] = miss;
    }
    double tolerance = Tolerance.of(dataType, actual, referenceValue, outputs.size[row]);
    boolean worse = shortfall == null || excess(miss, tolerance) > excess(shortfall);
    // A difference that is not a number is beyond any tolerance.
    if (!(Math.abs(miss) <= tolerance) && worse) {
      shortfall = new EngineResult.Shortfall(example, reference, miss, tolerance, null);
    }
  }

  private static double excess(EngineResult.Shortfall shortfall) {
    return excess(shortfall.delta(), shortfall.tolerance());
  }

  private static double excess(double miss, double tolerance) {
    return Double.isNaN(miss) ? Double.POSITIVE_INFINITY : Math.abs(miss) / tolerance;
  }

  /**
   * Returns the averages.
   *
   * @param worstLayer finds the layer at fault, for an example and a reference
   */
  EngineResult result(BiFunction<Integer, Integer, LayerId> worstLayer) {
    EngineResult.Shortfall found = shortfall;
    if (found != null) {
      found = found.in(worstLayer.apply(found.example(), found.reference()));
    }
    return new EngineResult(
        contributions, multipliers, array(output), array(referenceOutput), array(delta), found);
  }

  private INDArray array(double[] values) {
    return Nd4j.createFromArray(values).castTo(dataType);
  }
}
