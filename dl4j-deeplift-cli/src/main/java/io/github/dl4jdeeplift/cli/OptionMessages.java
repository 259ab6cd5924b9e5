package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Refusals of choices by the library, in the words of the command line. */
final class OptionMessages {
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("a rule was chosen for layer", "--rule-for: layer");
    WORDS.put("attributeTo(..) names", "--attribute-to: layer");
    WORDS.put("GENOMICS_DEFAULT", "genomics-default");
    WORDS.put("choose its rule by nonlinearityRule(\"", "choose its rule by --rule-for ");
    WORDS.put("\", ..)", "=RULE");
    WORDS.put("leave meanNormalized() out", "leave --mean-normalized out");
    WORDS.put("neither softmax nor sigmoid", "neither softmax, sigmoid nor hard sigmoid");
    WORDS.put("; use Target.logit(..)", "; leave --probability out");
    WORDS.put("leave normalizeWeights() out", "leave --normalize-weights out");
    WORDS.put("hypotheticalContributions(..)", "--hypothetical");
  }

  private OptionMessages() {}

  /**
   * Does what may find out that options do not fit the network.
   *
   * @param work what is done
   */
  static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (UnsupportedLayerException | IllegalArgumentException e) {
      String message = translated(String.valueOf(e.getMessage()));
      if (message.equals(e.getMessage())) {
        throw e; // of no option's making
      }
      throw RefusedException.badInput(message);
    }
  }

  private static String translated(String message) {
    String translated = message;
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      translated = translated.replace(word.getKey(), word.getValue());
    }
    return translated;
  }
}
