package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a run gives for one explained quantity, averaged over references.
 *
 * @param scores scores by name of network input or hidden node
 * @param output {@code [n]}, the explained quantity of each example
 * @param referenceOutput {@code [n]}, the same of its references, their mean
 * @param convergenceDelta {@code [n]}, of the pair where it is largest in magnitude
 * @param shortfall the pair that misses the tolerance by most; null where none does, or where the
 *     rules do not promise that contributions sum
 */
public record EngineResult(
    Map<String, Scores> scores,
    INDArray output,
    INDArray referenceOutput,
    INDArray convergenceDelta,
    @Nullable Shortfall shortfall) {
  /** Copies the table, its order kept. */
  public EngineResult {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /**
   * Returns a result of double precision as one of float32, with that type's tolerance for the
   * shortfall.
   */
  public EngineResult inFloat() {
    Map<String, Scores> cast = new LinkedHashMap<>();
    scores.forEach((place, of) -> cast.put(place, of.inFloat()));
    return new EngineResult(
        cast,
        output.castTo(DataType.FLOAT),
        referenceOutput.castTo(DataType.FLOAT),
        convergenceDelta.castTo(DataType.FLOAT),
        shortfall == null ? null : shortfall.inFloat());
  }

  /**
   * A pair whose contributions do not sum to the difference of the target.
   *
   * @param example the example
   * @param reference the number of its reference
   * @param delta the sum of contributions less the difference of the target
   * @param tolerance what was allowed
   * @param search looks for the layer where most of it is lost, which takes a program of its own
   */
  public record Shortfall(
      int example, int reference, double delta, double tolerance, Supplier<LayerId> search) {
    private @Nullable Shortfall inFloat() {
      double wider = tolerance / Tolerance.of(DataType.DOUBLE) * Tolerance.of(DataType.FLOAT);
      return Math.abs(delta) > wider
          ? new Shortfall(example, reference, delta, wider, search)
          : null;
    }

    Shortfall searched() {
      LayerId layer = search.get();
      return new Shortfall(example, reference, delta, tolerance, () -> layer);
    }
  }
}
