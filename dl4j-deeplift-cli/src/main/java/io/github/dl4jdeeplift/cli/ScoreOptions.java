package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.DeepLiftBuilder;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.InputSource;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.cli.result.BatchPlan;
import io.github.dl4jdeeplift.cli.result.WantedArrays;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which scores are wanted. */
final class ScoreOptions {
  @Option(
      names = "--attribute-to",
      paramLabel = "LAYER",
      description = "Contributions of a layer's output in place of the network's inputs.")
  private @Nullable String layer;

  @Option(
      names = "--hypothetical",
      description = "Also hypothetical contributions: of each letter, were it there.")
  private boolean hypothetical;

  /** Refuses options that contradict one another. */
  void check(boolean modisco) {
    if (layer != null && (hypothetical || modisco)) {
      throw RefusedException.badInput(
          "--attribute-to and %s exclude one another: hypothetical contributions are of the network's inputs"
              .formatted(hypothetical ? "--hypothetical" : "--modisco"));
    }
  }

  /** Returns the layer whose contributions are wanted; null for the network's inputs. */
  @Nullable String layer() {
    return layer;
  }

  /**
   * Hands the choices on.
   *
   * @param inputs the network's inputs
   * @param modisco whether files for TF-MoDISco are wanted
   */
  void apply(DeepLiftBuilder builder, List<ModelInput> inputs, boolean modisco) {
    if (layer != null) {
      builder.attributeTo(layer);
    }
    if (hypothetical || modisco) {
      builder.hypotheticalContributions(
          inputs.stream().mapToInt(ModelInput::channelAxis).toArray());
    }
  }

  /**
   * Returns the arrays of the output file.
   *
   * @param inputs the network's inputs
   */
  WantedArrays arrays(List<InputSource> inputs) {
    if (layer != null) {
      return WantedArrays.ofLayer(layer);
    }
    WantedArrays arrays = WantedArrays.ofInputs(inputs.size());
    if (!hypothetical) {
      return arrays;
    }
    if (inputs.stream().noneMatch(InputSource::hasPositions)) {
      throw RefusedException.badInput(
          "--hypothetical: no network input has a channel axis besides positions, but examples of shape %s; leave it out"
              .formatted(inputs.stream().map(InputSource::shape).toList()));
    }
    return arrays.andHypothetical(inputs);
  }

  /** Says of which inputs there are no hypothetical contributions, one line each. */
  List<String> notes(List<InputSource> inputs) {
    return inputs.stream()
        .filter(input -> hypothetical && !input.hasPositions())
        .map(
            input ->
                "input '%s' has no channel axis besides positions, so there are no hypothetical contributions of it"
                    .formatted(input.input().name()))
        .toList();
  }

  /**
   * Returns the memory that examples and scores take.
   *
   * @param inputs the network's inputs
   * @param shapes shapes of the network's values
   */
  BatchPlan.Bytes bytes(List<InputSource> inputs, Map<String, Shape> shapes) {
    long ofInputs = inputs.stream().mapToLong(input -> input.shape().length()).sum();
    // Contributions, multipliers and hypothetical contributions, or both parts of a difference.
    long numbers = 3 * ofInputs;
    Shape hidden = layer == null ? null : shapes.get(layer);
    if (hidden != null) {
      numbers += 4 * hidden.length();
    }
    return new BatchPlan.Bytes(Double.BYTES * ofInputs, Float.BYTES * numbers);
  }
}
