package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that are promised and not there yet: refused, never ignored. */
final class LaterOptions {
  private static final List<String> RULES =
      List.of("rescale", "reveal-cancel", "genomics-default", "gradient");
  private static final List<String> MAX_POOLING =
      List.of("cross-max", "paper", "gradient-at-input");

  @Option(names = "--rule", paramLabel = "RULE", description = "Of nonlinearities: rescale.")
  private String rule = RULES.get(0);

  @Option(names = "--max-pooling", paramLabel = "RULE", description = "cross-max.")
  private String maxPooling = MAX_POOLING.get(0);

  @Option(names = "--rule-for", arity = "1..*", hidden = true)
  private List<String> ruleFor = List.of();

  @Option(names = "--mean-normalized", hidden = true)
  private boolean meanNormalized;

  @Option(names = "--normalize-weights", hidden = true)
  private boolean normalizeWeights;

  @Option(names = "--attribute-to", hidden = true)
  private @Nullable String attributeTo;

  @Option(names = "--hypothetical", hidden = true)
  private boolean hypothetical;

  @Option(names = "--modisco", hidden = true)
  private @Nullable String modisco;

  /** Refuses what is not there. */
  void refuse() {
    requireFirst("--rule", rule, RULES);
    requireFirst("--max-pooling", maxPooling, MAX_POOLING);
    refuse("--rule-for", !ruleFor.isEmpty());
    refuse("--mean-normalized", meanNormalized);
    refuse("--normalize-weights", normalizeWeights);
    refuse("--attribute-to", attributeTo != null);
    refuse("--hypothetical", hypothetical);
    refuse("--modisco", modisco != null);
  }

  private static void requireFirst(String option, String value, List<String> known) {
    if (!known.contains(value)) {
      throw RefusedException.badInput(
          "%s %s: is none of %s".formatted(option, value, String.join(", ", known)));
    }
    if (!value.equals(known.get(0))) {
      throw RefusedException.badInput(
          "not supported yet: %s %s; use %s".formatted(option, value, known.get(0)));
    }
  }

  private static void refuse(String option, boolean given) {
    if (given) {
      throw RefusedException.badInput("not supported yet: " + option + "; leave it out");
    }
  }
}
