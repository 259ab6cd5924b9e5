package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The scores of one explained quantity as they add up, and the check that contributions of the
 * network's inputs sum to its difference.
 */
final class TargetTotals {
  private final Program program;
  private final Explained target;
  private final LayerAtFault layerAtFault;
  private final int references;
  private final Map<String, PlaceTotals> places = new LinkedHashMap<>();
  private final double[] output;
  private final double[] referenceOutput;
  private final LargestDelta delta;
  private EngineResult.@Nullable Shortfall shortfall;

  /** Finds the layer at which contributions get lost, for an example and a reference. */
  interface LayerAtFault {
    LayerId find(Explained target, int example, int reference);
  }

  /** How many examples are compared with how many references each. */
  record Pairs(int examples, int references) {}

  TargetTotals(Program program, Explained target, Pairs pairs, LayerAtFault layerAtFault) {
    this.program = program;
    this.target = target;
    this.layerAtFault = layerAtFault;
    this.references = pairs.references;
    int examples = pairs.examples;
    this.output = new double[examples];
    this.referenceOutput = new double[examples];
    this.delta = new LargestDelta(examples);
    for (String place : program.places()) {
      PlaceTotals.DataShape shape =
          new PlaceTotals.DataShape(program.dataType(), program.shape(place).withBatch(examples));
      Integer channelAxis = program.channelAxis(place);
      places.put(place, new PlaceTotals(place, shape, references, channelAxis));
    }
  }

  Explained target() {
    return target;
  }

  void add(Tile tile, INDArray seed, BackwardProgram.Result result) {
    int pairs = tile.pairs();
    double[] actual = explained(tile.actual(), seed, pairs);
    double[] compared = explained(tile.compared(), seed, pairs);
    double[] difference = new double[pairs];
    Arrays.setAll(difference, row -> actual[row] - compared[row]);
    PlaceTotals.Sums sums = new PlaceTotals.Sums(new double[pairs], new double[pairs]);
    for (Map.Entry<String, PlaceTotals> place : places.entrySet()) {
      PlaceTotals.Sums own = place.getValue().add(tile, result, difference);
      if (program.graph().inputs().contains(place.getKey())) {
        sums = sums.plus(own);
      }
    }
    for (int row = 0; row < pairs; row++) {
      int example = tile.exampleOf(row);
      output[example] = actual[row];
      referenceOutput[example] += compared[row] / references;
      double miss = sums.total()[row] - difference[row];
      delta.add(example, miss);
      double tolerance =
          Tolerance.of(program.dataType(), actual[row], compared[row], sums.size()[row]);
      int reference = tile.referenceOf(row);
      judge(
          new EngineResult.Shortfall(
              example,
              reference,
              miss,
              tolerance,
              () -> layerAtFault.find(target, example, reference)));
    }
  }

  /** Returns the node's elements weighted by the seed, summed for each pair. */
  private double[] explained(Pass pass, INDArray seed, int pairs) {
    INDArray value = pass.value(target.node()).castTo(DataType.DOUBLE);
    INDArray weighted = value.mul(seed.castTo(DataType.DOUBLE));
    double[] sums = weighted.reshape(weighted.size(0), -1).sum(1).toDoubleVector();
    if (sums.length == pairs) {
      return sums;
    }
    double[] repeated = new double[pairs];
    Arrays.fill(repeated, sums[0]);
    return repeated;
  }

  private void judge(EngineResult.Shortfall pair) {
    // A difference that is not a number is beyond any tolerance.
    boolean beyond = !(Math.abs(pair.delta()) <= pair.tolerance());
    EngineResult.Shortfall worst = shortfall;
    if (beyond
        && program.isAdditive(target.node())
        && (worst == null || excess(pair) > excess(worst))) {
      shortfall = pair;
    }
  }

  private static double excess(EngineResult.Shortfall pair) {
    double delta = pair.delta();
    return Double.isNaN(delta) ? Double.POSITIVE_INFINITY : Math.abs(delta) / pair.tolerance();
  }

  /**
   * Returns the averages.
   *
   * @param parts parts of hidden layers' differences, by place
   * @throws ArithmeticException naming the first layer with a value that is not finite
   */
  EngineResult result(Map<String, Scores.DifferenceParts> parts) {
    EngineResult.Shortfall worst = shortfall;
    if (worst != null && !Double.isFinite(worst.delta())) {
      worst = worst.searched(); // refuses values that are not finite
    }
    Map<String, Scores> scores = new LinkedHashMap<>();
    places.forEach((place, totals) -> scores.put(place, totals.scores(parts.get(place))));
    DataType dataType = program.dataType();
    return new EngineResult(
        scores,
        array(output, dataType),
        array(referenceOutput, dataType),
        delta.array(dataType),
        worst);
  }

  private static INDArray array(double[] values, DataType dataType) {
    return Nd4j.createFromArray(values).castTo(dataType);
  }
}
