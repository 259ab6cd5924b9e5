package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a configuration of this library's says about its layer: its parameters, what it computes,
 * and how that is explained. {@link ComputedRuntime} is the running layer of all of them.
 */
interface Computed {
  /** Returns the shapes of the parameters by name, in the order in which they are stored. */
  Map<String, long[]> parameterShapes();

  /**
   * Returns the layer's output, a new array.
   *
   * @param parameters the parameters
   * @param input {@code [batch, ..., channels]} in C order, the layer's own
   */
  INDArray compute(Parameters parameters, INDArray input);

  /**
   * Returns the nodes by which the layer is explained.
   *
   * @param view the layer with its parameters
   */
  Expansion nodes(LayerView<?> view);

  /** The parameters of a layer. */
  @FunctionalInterface
  interface Parameters {
    /** Returns a parameter, not to be changed. */
    INDArray get(String name);
  }
}
