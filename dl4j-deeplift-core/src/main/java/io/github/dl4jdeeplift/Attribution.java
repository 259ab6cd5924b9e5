package io.github.dl4jdeeplift;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Contribution scores and what belongs to them. Arrays are detached from all workspaces and the
 * caller's own.
 *
 * <p>With several references for each example, contributions are the mean of m·(x − r);
 * multipliers, hypothetical contributions and reference outputs are means as well.
 *
 * @param ofInputs scores of each network input
 * @param ofLayers scores of the hidden layers that were asked for, by name
 * @param output {@code [n]}, the explained quantity of each example: the logit by default, not the
 *     network's output
 * @param referenceOutput {@code [n]}, the explained quantity of its reference
 * @param convergenceDelta {@code [n]}, the sum of the inputs' contributions less the difference of
 *     {@code output} and {@code referenceOutput}, 0 but for rounding unless a rule was chosen that
 *     does not promise it; of several references that where it is largest in magnitude
 * @param provenance how the scores were made
 */
public record Attribution(
    List<InputScores> ofInputs,
    Map<String, LayerScores> ofLayers,
    INDArray output,
    INDArray referenceOutput,
    INDArray convergenceDelta,
    Provenance provenance) {
  /** Copies list and table. */
  public Attribution {
    ofInputs = List.copyOf(ofInputs);
    ofLayers = Map.copyOf(ofLayers);
  }

  /**
   * Scores of a network input, of its shape and layout.
   *
   * @param contributions contributions to the explained quantity
   * @param multipliers multipliers m (section 2.3, equation 3)
   * @param hypotheticalContributions what each letter would contribute in place of the one that is
   *     there; null where they were not asked for
   */
  public record InputScores(
      INDArray contributions, INDArray multipliers, @Nullable INDArray hypotheticalContributions) {}

  /**
   * Scores of a hidden layer, of its output's shape, after its activation.
   *
   * @param contributions contributions to the explained quantity
   * @param multipliers multipliers m; where positive and negative parts have their own, that of the
   *     difference's sign
   * @param positivePart positive part of the layer's difference from its reference
   * @param negativePart negative part of that difference
   * @param convergenceDelta {@code [n]}, the sum of the contributions less the difference of the
   *     explained quantity: 0 only where all paths lead through the layer
   */
  public record LayerScores(
      INDArray contributions,
      INDArray multipliers,
      INDArray positivePart,
      INDArray negativePart,
      INDArray convergenceDelta) {}

  /** Returns the contributions of each network input, in order. */
  public List<INDArray> contributionsOfInputs() {
    return ofInputs.stream().map(InputScores::contributions).toList();
  }

  /** Returns the multipliers of each network input, in order. */
  public List<INDArray> multipliersOfInputs() {
    return ofInputs.stream().map(InputScores::multipliers).toList();
  }

  /**
   * Returns the contributions of the network's one input, of its shape.
   *
   * @throws IllegalStateException if the network has several inputs
   */
  public INDArray contributions() {
    return only("contributions").contributions;
  }

  /**
   * Returns the contributions of one of several inputs.
   *
   * @param input place of the input in the network's inputs
   */
  public INDArray contributions(int input) {
    return ofInputs.get(input).contributions;
  }

  /**
   * Returns the contributions of a hidden layer.
   *
   * @param layer its name, as it was given to {@code attributeTo(..)}
   * @throws IllegalArgumentException if it was not
   */
  public INDArray contributions(String layer) {
    return ofLayer(layer, LayerScores::contributions);
  }

  /**
   * Returns the multipliers of the network's one input, of its shape.
   *
   * @throws IllegalStateException if the network has several inputs
   */
  public INDArray multipliers() {
    return only("multipliers").multipliers;
  }

  /**
   * Returns the multipliers of one of several inputs.
   *
   * @param input place of the input in the network's inputs
   */
  public INDArray multipliers(int input) {
    return ofInputs.get(input).multipliers;
  }

  /**
   * Returns the multipliers of a hidden layer.
   *
   * @param layer its name, as it was given to {@code attributeTo(..)}
   * @throws IllegalArgumentException if it was not
   */
  public INDArray multipliers(String layer) {
    return ofLayer(layer, LayerScores::multipliers);
  }

  /**
   * Returns the hypothetical contributions of the network's one input, of its shape.
   *
   * @throws IllegalStateException if the network has several inputs, or if they were not asked for
   */
  public INDArray hypotheticalContributions() {
    only("hypotheticalContributions");
    return hypotheticalContributions(0);
  }

  /**
   * Returns the hypothetical contributions of one of several inputs.
   *
   * @param input place of the input in the network's inputs
   * @throws IllegalStateException if they were not asked for
   */
  public INDArray hypotheticalContributions(int input) {
    INDArray scores = ofInputs.get(input).hypotheticalContributions;
    if (scores == null) {
      throw new IllegalStateException(
          "no hypothetical contributions were asked for; use"
              + " DeepLift.builder(..).hypotheticalContributions(channelAxis)");
    }
    return scores;
  }

  /**
   * Returns the positive part of a hidden layer's difference from its reference.
   *
   * @param layer its name, as it was given to {@code attributeTo(..)}
   * @throws IllegalArgumentException if it was not
   */
  public INDArray positivePart(String layer) {
    return ofLayer(layer, LayerScores::positivePart);
  }

  /**
   * Returns the negative part of a hidden layer's difference from its reference.
   *
   * @param layer its name, as it was given to {@code attributeTo(..)}
   * @throws IllegalArgumentException if it was not
   */
  public INDArray negativePart(String layer) {
    return ofLayer(layer, LayerScores::negativePart);
  }

  private INDArray ofLayer(String layer, Function<LayerScores, INDArray> part) {
    LayerScores scores = ofLayers.get(layer);
    if (scores == null) {
      throw new IllegalArgumentException(
          "no scores of layer '" + layer + "'; attributeTo(..) named " + ofLayers.keySet());
    }
    return part.apply(scores);
  }

  private InputScores only(String what) {
    if (ofInputs.size() != 1) {
      throw new IllegalStateException(
          "the network has " + ofInputs.size() + " inputs; use " + what + "(index)");
    }
    return ofInputs.get(0);
  }
}
