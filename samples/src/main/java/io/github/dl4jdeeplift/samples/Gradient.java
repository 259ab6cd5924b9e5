package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of a network's target, which other methods start from. */
public final class Gradient {
  private final DeepLift deepLift;

  /**
   * Prepares the gradient.
   *
   * @param network the network
   */
  public Gradient(Model network) {
    deepLift = DeepLift.builder(network).nonlinearityRule(NonlinearityRule.GRADIENT).build();
  }

  /**
   * Returns the gradient at inputs, of their shape.
   *
   * @param inputs {@code [n, shape...]}
   * @param target the gradient of what
   */
  public INDArray at(INDArray inputs, Target target) {
    // The reference plays no part in a gradient. Compared with itself, no input has a difference
    // that a gradient could miss.
    return deepLift.explain(inputs, Reference.perExample(inputs), target).multipliers();
  }

  /**
   * Returns gradient × input.
   *
   * @param inputs {@code [n, shape...]}
   * @param target the gradient of what
   */
  public INDArray timesInput(INDArray inputs, Target target) {
    return at(inputs, target).mul(inputs);
  }

  /**
   * Returns integrated gradients (Sundararajan et al. 2017) against zeros: the mean gradient on the
   * straight way from zeros to the input, times the input.
   *
   * @param inputs {@code [n, shape...]}
   * @param target the gradient of what
   * @param steps points on the way, each in the middle of a step
   */
  public INDArray integrated(INDArray inputs, Target target, int steps) {
    INDArray sum = inputs.like();
    for (int step = 0; step < steps; step++) {
      sum.addi(at(inputs.mul((step + 0.5) / steps), target));
    }
    return sum.div(steps).mul(inputs);
  }
}
