package io.github.dl4jdeeplift;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Activation functions, every one of Deeplearning4j's, with random parameters. */
record RandomActivations(Random random, boolean linear) {
  private static final List<Function<Random, IActivation>> ALL =
      List.of(
          r -> new ActivationIdentity(),
          r -> new ActivationReLU(),
          r -> new ActivationReLU(r.nextDouble() * 2, r.nextGaussian() / 4, r.nextDouble() / 2),
          r -> new ActivationReLU(null, r.nextGaussian() / 4, null),
          r -> new ActivationReLU6(),
          r -> new ActivationLReLU(r.nextDouble() / 2),
          r -> new ActivationRReLU(-0.1, r.nextDouble() / 2),
          r -> new ActivationThresholdedReLU(r.nextDouble() / 2),
          r -> new ActivationHardTanH(),
          r -> new ActivationHardSigmoid(),
          r -> new ActivationSigmoid(),
          r -> new ActivationTanH(),
          r -> new ActivationRectifiedTanh(),
          r -> new ActivationSoftPlus(),
          r -> new ActivationSoftSign(),
          r -> new ActivationELU(0.5 + r.nextDouble()),
          r -> new ActivationSELU(),
          r -> new ActivationCube(),
          r -> new ActivationSwish(),
          r -> new ActivationGELU(false),
          r -> new ActivationGELU(true),
          r -> new ActivationMish(),
          r -> new ActivationRationalTanh(),
          r -> new ActivationSoftmax());

  /** Returns the identity in a linear network, else any function, ReLU more often. */
  IActivation any() {
    if (linear) {
      return new ActivationIdentity();
    }
    return random.nextInt(4) == 0
        ? new ActivationReLU()
        : ALL.get(random.nextInt(ALL.size())).apply(random);
  }
}
