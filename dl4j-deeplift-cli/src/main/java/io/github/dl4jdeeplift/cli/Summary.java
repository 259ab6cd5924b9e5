package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.input.ExplainedTarget;
import io.github.dl4jdeeplift.cli.input.ReferenceChoice;
import io.github.dl4jdeeplift.cli.result.Explanation;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A few lines on what was done.
 *
 * @param explanation what was found
 * @param references what the examples were compared with
 * @param seed seed of shuffles
 */
record Summary(Explanation explanation, List<ReferenceChoice> references, long seed) {
  private static final int MOST_TARGETS = 3;

  /** Copies the list. */
  Summary {
    references = List.copyOf(references);
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%d examples, target %s, reference %s%n",
        explanation.examples().count(),
        targets(),
        reference());
    out.printf(Locale.ROOT, "largest |convergence delta| %.2g%n", explanation.largestDelta());
    explanation.examples().notes().forEach(note -> out.println("note: " + note));
  }

  String targets() {
    List<ExplainedTarget> targets = explanation.targets();
    String shown =
        targets.stream()
            .limit(MOST_TARGETS)
            .map(ExplainedTarget::label)
            .collect(Collectors.joining(", "));
    return targets.size() <= MOST_TARGETS
        ? shown
        : targets.get(0).label() + " to " + targets.get(targets.size() - 1).label();
  }

  String reference() {
    String shown =
        references.stream().map(ReferenceChoice::text).collect(Collectors.joining(" | "));
    return shown.contains("shuffle") ? shown + " (seed " + seed + ")" : shown;
  }
}
