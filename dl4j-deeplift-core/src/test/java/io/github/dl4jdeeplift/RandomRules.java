package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.graph.LayerOutline;
import java.util.Random;

/** Chooses rules at random, such as all sum to the difference. */
final class RandomRules {
  private RandomRules() {}

  /** Prepares the explanation of a network by the rules of its seed. */
  static DeepLiftBuilder choose(GeneratedNetwork network) {
    DeepLiftBuilder builder = DeepLift.builder(network.network()).requireCompleteness();
    Random random = new Random(network.seed());
    switch (random.nextInt(3)) {
      case 0 -> builder.nonlinearityRule(NonlinearityRule.RESCALE);
      case 1 -> builder.nonlinearityRule(NonlinearityRule.REVEAL_CANCEL);
      default -> {
        for (LayerOutline layer : builder.outline()) {
          boolean nonlinear =
              layer.rules().stream().anyMatch(rule -> rule.startsWith("Rescale of"));
          if (nonlinear && random.nextBoolean()) {
            builder.nonlinearityRule(layer.layer().name(), NonlinearityRule.REVEAL_CANCEL);
          }
        }
      }
    }
    return builder;
  }

  /** Prepares the explanation of a network by any of the rules, such as may not sum. */
  static DeepLiftBuilder chooseAny(GeneratedNetwork network) {
    Random random = new Random(network.seed());
    NonlinearityRule[] rules = {
      NonlinearityRule.GRADIENT, NonlinearityRule.RESCALE, NonlinearityRule.REVEAL_CANCEL
    };
    MaxPoolingRule[] poolings = MaxPoolingRule.values();
    return DeepLift.builder(network.network())
        .nonlinearityRule(rules[random.nextInt(rules.length)])
        .maxPoolingRule(poolings[random.nextInt(poolings.length)]);
  }
}
