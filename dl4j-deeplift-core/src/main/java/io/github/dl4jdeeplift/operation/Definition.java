package io.github.dl4jdeeplift.operation;

import java.util.List;

/** Has a layer of the user's write down its graph. */
interface Definition {
  /**
   * Records the graph.
   *
   * @param inputs shapes of the layer's inputs, the batch, -1, included; -1 for any size not known
   */
  Recording record(List<long[]> inputs);
}
