package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.DeepLiftBuilder;
import io.github.dl4jdeeplift.MaxPoolingRule;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which rules contributions are made. */
final class RuleOptions {
  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description =
          "Of nonlinearities: rescale (default), reveal-cancel, genomics-default (Rescale after"
              + " convolutions, RevealCancel after dense layers) or gradient.")
  private @Nullable String rule;

  @Option(
      names = "--rule-for",
      arity = "1..*",
      paramLabel = "LAYER=RULE",
      description = "The rule of one layer's nonlinearity.")
  private List<String> rulesOfLayers = List.of();

  @Option(
      names = "--max-pooling",
      paramLabel = "RULE",
      description =
          "Of maxima: cross-max (default), paper (equation 11) or gradient-at-input (default with"
              + " --rule gradient).")
  private @Nullable String maxPooling;

  @Option(
      names = "--normalize-weights",
      description = "Normalize the first layer's weights, for one-hot input.")
  private boolean normalizeWeights;

  private @Nullable NonlinearityRule general;
  private final Map<String, NonlinearityRule> ofLayers = new LinkedHashMap<>();
  private @Nullable MaxPoolingRule maximum;

  /** Refuses rules that there are not. */
  void check() {
    if (rule != null) {
      general = parse("--rule " + rule, rule, NonlinearityRule.class);
    }
    if (maxPooling != null) {
      maximum = parse("--max-pooling " + maxPooling, maxPooling, MaxPoolingRule.class);
    }
    for (String each : rulesOfLayers) {
      int equals = each.lastIndexOf('=');
      if (equals < 1) {
        throw RefusedException.badInput(
            "--rule-for %s: give LAYER=RULE, as in dense_1=reveal-cancel".formatted(each));
      }
      String option = "--rule-for " + each;
      ofLayers.put(
          each.substring(0, equals),
          parse(option, each.substring(equals + 1), NonlinearityRule.class));
    }
  }

  private static <E extends Enum<E>> E parse(String option, String text, Class<E> type) {
    List<String> known = new ArrayList<>();
    for (E each : type.getEnumConstants()) {
      known.add(each.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    int index = known.indexOf(text);
    if (index < 0) {
      throw RefusedException.badInput(
          "%s: is none of %s".formatted(option, String.join(", ", known)));
    }
    return Arrays.asList(type.getEnumConstants()).get(index);
  }

  /**
   * Hands the choices on.
   *
   * @param inputs the network's inputs
   */
  void apply(DeepLiftBuilder builder, List<ModelInput> inputs) {
    if (general != null) {
      builder.nonlinearityRule(general);
    }
    ofLayers.forEach(builder::nonlinearityRule);
    if (maximum != null) {
      builder.maxPoolingRule(maximum);
    }
    if (normalizeWeights) {
      builder.normalizeWeights(inputs.stream().mapToInt(ModelInput::channelAxis).toArray());
    }
  }

  boolean areWeightsNormalized() {
    return normalizeWeights;
  }

  boolean isGradient() {
    return general == NonlinearityRule.GRADIENT;
  }

  /** Tells whether contributions by these rules sum to the output's difference. */
  boolean areAdditive() {
    return !isGradient()
        && !ofLayers.containsValue(NonlinearityRule.GRADIENT)
        && (maximum == null || maximum == MaxPoolingRule.CROSS_MAX);
  }
}
