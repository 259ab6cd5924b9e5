package io.github.dl4jdeeplift.keras.config;

import java.util.Map;
import java.util.Optional;

/**
 * What a user says about a model that its file does not.
 *
 * @param lambdas meanings of Lambda layers, by name
 * @param bias how layers {@code RevCompConv1D} add their bias
 * @param order the order of dimensions of layers over images for which Keras 1 did not write it
 */
public record UserKnowledge(
    Map<String, LambdaMeaning> lambdas,
    Optional<RevCompConv1DBias> bias,
    Optional<DimensionOrder> order) {
  /** Copies the map. */
  public UserKnowledge {
    lambdas = Map.copyOf(lambdas);
  }

  /** Returns that nothing is said. */
  public static UserKnowledge none() {
    return new UserKnowledge(Map.of(), Optional.empty(), Optional.empty());
  }
}
