package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs a program over all pairs of examples and references, in tiles that fit a memory limit, for
 * all explained quantities at once.
 *
 * <p>The larger of the two counts makes the rows of a tile; the pass of the other side has a single
 * row for each tile, which the program broadcasts.
 */
public final class PairRunner {
  private final Program program;
  private final List<INDArray> inputs;
  private final References references;
  private final int tileRows;
  private final Tiling tiling;
  private final PartsTotals parts;
  private long pairsDone;

  /**
   * Prepares a run.
   *
   * @param program the program
   * @param inputs one array for each network input, {@code [n, shape...]}, not changed
   * @param references the references
   * @param tiling how pairs are cut into tiles
   */
  public PairRunner(Program program, List<INDArray> inputs, References references, Tiling tiling) {
    this.program = program;
    this.inputs = List.copyOf(inputs);
    this.references = references;
    this.tileRows = tiling.rowsOf(program.bytesOfRow(), program.bytesOfLargest());
    this.tiling = tiling;
    this.parts = new PartsTotals(program, examples(), references.count());
  }

  private int examples() {
    return Math.toIntExact(inputs.get(0).size(0));
  }

  /** Runs all pairs, and returns a result for each explained quantity, in order. */
  public List<EngineResult> run(List<Explained> targets) {
    IdlePlans.SHARED.limit(tiling.memory());
    List<TargetTotals> totals = new ArrayList<>();
    TargetTotals.Pairs pairs = new TargetTotals.Pairs(examples(), references.count());
    for (Explained target : targets) {
      totals.add(new TargetTotals(program, target, pairs, this::layerAtFault));
    }
    int examplesOfTile = references.count() > examples() ? 1 : Tiling.part(examples(), tileRows);
    for (int from = 0; from < examples(); from += examplesOfTile) {
      runExamples(from, Math.min(examples(), from + examplesOfTile), totals);
    }
    Map<String, Scores.DifferenceParts> means = parts.means();
    return totals.stream().map(each -> each.result(means)).toList();
  }

  /** Compares neighboring examples with all references. */
  private void runExamples(int from, int to, List<TargetTotals> totals) {
    try (Pass actual = program.forward(rows(inputs, from, to))) {
      runExamples(from, to, actual, totals);
    }
  }

  private void runExamples(int from, int to, Pass actual, List<TargetTotals> totals) {
    List<INDArray> seeds = new ArrayList<>();
    for (TargetTotals each : totals) {
      seeds.add(each.target().seed().of(from, to, actual.value(each.target().node())));
    }
    boolean ofReferences = references.count() > examples();
    int step = ofReferences ? Tiling.part(references.count(), tileRows) : 1;
    for (int first = 0; first < references.count(); first += step) {
      int last = Math.min(references.count(), first + step);
      try (Pass compared =
          ofReferences ? ofExample(from, first, last) : ofExamples(from, to, first)) {
        run(new Tile(actual, compared, from, first, ofReferences), totals, seeds);
      }
    }
  }

  private void run(Tile tile, List<TargetTotals> totals, List<INDArray> seeds) {
    for (List<Integer> alike : alike(totals, seeds)) {
      if (alike.size() == 1) {
        runAlone(tile, totals.get(alike.get(0)), seeds.get(alike.get(0)));
      } else {
        Iterator<Integer> indices = alike.iterator();
        program.backward(
            totals.get(alike.get(0)).target().node(),
            tile,
            alike.stream().map(seeds::get).toList(),
            result -> {
              int index = indices.next();
              totals.get(index).add(tile, seeds.get(index), result);
            });
      }
    }
    parts.add(tile);
    pairsDone += tile.pairs();
    tiling.progress().accept((double) pairsDone / examples() / references.count());
  }

  private void runAlone(Tile tile, TargetTotals total, INDArray seed) {
    try (BackwardProgram.Result result = program.backward(total.target().node(), tile, seed)) {
      total.add(tile, seed, result);
    }
  }

  /** Returns the places of targets that differ in the values of their seeds alone. */
  private static Collection<List<Integer>> alike(List<TargetTotals> totals, List<INDArray> seeds) {
    Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
    for (int index = 0; index < totals.size(); index++) {
      List<Object> group = List.of(totals.get(index).target().node(), seeds.get(index).size(0));
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(index);
    }
    return groups.values();
  }

  /** Returns the pass of the references of one number for neighboring examples. */
  private Pass ofExamples(int from, int to, int reference) {
    if (!references.areShared()) {
      return program.forward(references.of(from, to, reference));
    }
    return references.count() <= tileRows
        ? sharedPass().row(reference)
        : program.forward(references.of(0, reference));
  }

  /** Returns the pass of neighboring references of one example. */
  private Pass ofExample(int example, int first, int last) {
    return references.areShared() && references.count() <= tileRows
        ? sharedPass()
        : program.forward(stacked(example, first, last));
  }

  private Pass sharedPass() {
    return program.sharedForward(stacked(0, 0, references.count()));
  }

  private List<INDArray> stacked(int example, int first, int last) {
    List<INDArray> result = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      List<INDArray> rows = new ArrayList<>();
      for (int reference = first; reference < last; reference++) {
        rows.add(references.of(example, reference).get(input));
      }
      result.add(rows.size() == 1 ? rows.get(0) : Nd4j.concat(0, rows.toArray(new INDArray[0])));
    }
    return result;
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

  private LayerId layerAtFault(Explained target, int example, int reference) {
    List<INDArray> own = rows(inputs, example, example + 1);
    List<INDArray> compared = references.of(example, reference);
    program.requireFinite(own);
    program.requireFinite(compared);
    return program.layerAtFault(target, example, own, compared);
  }
}
