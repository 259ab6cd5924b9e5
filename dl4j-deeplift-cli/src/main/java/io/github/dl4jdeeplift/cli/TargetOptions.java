package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.TargetChoice;
import io.github.dl4jdeeplift.cli.input.TargetChoice.Scale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of the network is explained. */
final class TargetOptions {
  @Option(
      names = "--target",
      paramLabel = "TARGET",
      description =
          "INDEX in the output (2; or 5,1), NAME:INDEX of an output or layer, or all. May be left out"
              + " where the output has one element.")
  private @Nullable String target;

  @Option(
      names = "--probability",
      description = "Explain after the output's final softmax or sigmoid, not before it.")
  private boolean probability;

  @Option(
      names = "--mean-normalized",
      description = "Explain a class before the final softmax less the mean over all classes.")
  private boolean meanNormalized;

  private @Nullable TargetChoice choice;

  /** Refuses what is no target. */
  void check() {
    if (probability && meanNormalized) {
      throw RefusedException.badInput(
          "--probability and --mean-normalized exclude one another; give one of them");
    }
    Scale scale = probability ? Scale.PROBABILITY : Scale.LOGIT;
    choice = TargetChoice.parse(target, meanNormalized ? Scale.MEAN_NORMALIZED_LOGIT : scale);
  }

  /** Returns what is asked for, once it has been checked. */
  TargetChoice choice() {
    return Objects.requireNonNull(choice);
  }
}
