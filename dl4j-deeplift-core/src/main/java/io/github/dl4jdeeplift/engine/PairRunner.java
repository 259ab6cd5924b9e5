package io.github.dl4jdeeplift.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs a program over all pairs of examples and references, in tiles that fit a memory limit.
 *
 * <p>The larger of the two counts makes the rows of a tile; the pass of the other side has a single
 * row for each tile, which the program broadcasts.
 */
public final class PairRunner {
  private final Program program;
  private final List<INDArray> inputs;
  private final References references;
  private final INDArray seed;
  private final int tile;
  private final DoubleConsumer progress;
  private final PairTotals totals;
  private long pairsDone;

  /**
   * Prepares a run.
   *
   * @param program the program
   * @param inputs one array for each network input, {@code [n, shape...]}, not changed
   * @param references the references
   * @param seed multipliers of the target's elements, {@code [1 or n, targetShape...]}
   * @param tiling how pairs are cut into tiles
   */
  public PairRunner(
      Program program, List<INDArray> inputs, References references, INDArray seed, Tiling tiling) {
    this.program = program;
    this.inputs = List.copyOf(inputs);
    this.references = references;
    this.seed = seed;
    this.tile = tiling.rowsOf(program.bytesOfRow());
    this.progress = tiling.progress();
    this.totals = new PairTotals(program, this.inputs, references.count());
  }

  /** Runs all pairs. */
  public EngineResult run() {
    int examples = Math.toIntExact(inputs.get(0).size(0));
    if (references.count() > examples) {
      for (int example = 0; example < examples; example++) {
        runExample(example);
      }
    } else {
      for (int from = 0; from < examples; from += tile) {
        runExamples(from, Math.min(examples, from + tile));
      }
    }
    return totals.result(this::worstLayer);
  }

  /** Compares a tile of examples with one reference after the other. */
  private void runExamples(int from, int to) {
    Pass actual = program.forward(rows(inputs, from, to));
    for (int reference = 0; reference < references.count(); reference++) {
      Pass pass = referencePass(from, to, reference);
      BackwardProgram.Result result = program.backward(actual, pass, seedOf(from, to));
      totals.addExamples(
          new PairTotals.Tile(actual, pass, seedOf(from, to), result), from, reference);
      report(to - from);
    }
  }

  private Pass referencePass(int from, int to, int reference) {
    if (!references.areShared()) {
      return program.forward(references.of(from, to, reference));
    }
    return references.count() <= tile
        ? sharedPass().row(reference)
        : program.forward(references.of(0, reference));
  }

  /** Compares one example with a tile of references after the other. */
  private void runExample(int example) {
    Pass actual = program.forward(rows(inputs, example, example + 1));
    INDArray ownSeed = seedOf(example, example + 1);
    for (int from = 0; from < references.count(); from += tile) {
      int to = Math.min(references.count(), from + tile);
      Pass pass =
          references.areShared() && references.count() <= tile
              ? sharedPass()
              : program.forward(stacked(example, from, to));
      BackwardProgram.Result result = program.backward(actual, pass, ownSeed);
      totals.addReferences(new PairTotals.Tile(actual, pass, ownSeed, result), example, from);
      report(to - from);
    }
  }

  private void report(int pairs) {
    pairsDone += pairs;
    progress.accept((double) pairsDone / inputs.get(0).size(0) / references.count());
  }

  private Pass sharedPass() {
    return program.sharedForward(stacked(0, 0, references.count()));
  }

  private List<INDArray> stacked(int example, int from, int to) {
    List<INDArray> result = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      List<INDArray> rows = new ArrayList<>();
      for (int reference = from; reference < to; reference++) {
        rows.add(references.of(example, reference).get(input));
      }
      result.add(rows.size() == 1 ? rows.get(0) : Nd4j.concat(0, rows.toArray(new INDArray[0])));
    }
    return result;
  }

  private INDArray seedOf(int from, int to) {
    return seed.size(0) == 1 ? seed : rows(List.of(seed), from, to).get(0);
  }

  private static List<INDArray> rows(List<INDArray> arrays, int from, int to) {
    return arrays.stream()
        .map(
            array ->
                from == 0 && to == array.size(0)
                    ? array
                    : array.get(NDArrayIndex.interval(from, to)))
        .toList();
  }

  private io.github.dl4jdeeplift.graph.LayerId worstLayer(int example, int reference) {
    List<INDArray> own = rows(inputs, example, example + 1);
    List<INDArray> compared = references.of(example, reference);
    program.requireFinite(own);
    program.requireFinite(compared);
    return program.worstLayer(own, compared, seedOf(example, example + 1));
  }
}
