package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.sequence.Scan;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Operations of a program that SameDiff's own executor alone runs: they move control, draw random
 * numbers or overwrite what they read. Scans, which that executor does not know, cannot stand
 * beside them.
 */
final class SpecialOperations {
  private final SameDiff program;
  private final List<String> found = new ArrayList<>();
  private int looked;
  private boolean hasScan;

  SpecialOperations(SameDiff program) {
    this.program = program;
  }

  /** Looks at the operations that the rule of a layer has written since the last call. */
  void look(LayerId layer) {
    var operations = program.ops();
    for (; looked < operations.length; looked++) {
      hasScan |= operations[looked] instanceof Scan;
      if (!Step.isPlain(operations[looked])) {
        found.add("operation '" + operations[looked].opName() + "' of layer " + layer);
      }
    }
  }

  /**
   * Refuses programs that nothing runs.
   *
   * @throws UnsupportedLayerException naming the operations and their layers
   */
  void requireNoneBesideScans() {
    if (hasScan && !found.isEmpty()) {
      throw new UnsupportedLayerException(
          String.join(", ", found)
              + ": operations that move control, draw random numbers or overwrite what they read"
              + " do not run in one network with recurrent layers: write the rule without");
    }
  }
}
