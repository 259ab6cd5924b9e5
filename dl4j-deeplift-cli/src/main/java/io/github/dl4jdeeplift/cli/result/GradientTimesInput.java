package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient × input, to be drawn beside DeepLIFT as in the paper's Figure 3: contributions by the
 * gradient rule against zeros.
 */
public final class GradientTimesInput {
  private GradientTimesInput() {}

  /**
   * Returns the scores.
   *
   * @param network the network
   * @param inputs the examples
   * @param target what is explained
   * @return one array for each network input, of the examples' shape
   */
  public static List<INDArray> of(Model network, INDArray[] inputs, Target target) {
    return DeepLift.builder(network)
        .nonlinearityRule(NonlinearityRule.GRADIENT)
        .build()
        .explain(inputs, Reference.zeros(), target)
        .contributionsOfInputs();
  }
}
