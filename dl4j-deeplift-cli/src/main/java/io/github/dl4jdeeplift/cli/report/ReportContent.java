package io.github.dl4jdeeplift.cli.report;

import io.github.dl4jdeeplift.cli.result.Explanation;
import io.github.dl4jdeeplift.genomics.FastaRecord;
import java.util.List;
import java.util.Locale;

/**
 * What a report says.
 *
 * @param explanation the scores
 * @param model the model's file
 * @param commandLine the command that made it
 * @param targets what was explained
 * @param reference what the examples were compared with
 */
public record ReportContent(
    Explanation explanation, String model, String commandLine, String targets, String reference) {
  /** Examples that are drawn. */
  public static final int MOST_EXAMPLES = 100;

  /** Targets that are drawn side by side. */
  public static final int MOST_TARGETS = 10;

  int shown() {
    return (int) Math.min(MOST_EXAMPLES, explanation.examples().count());
  }

  int shownTargets() {
    return Math.min(MOST_TARGETS, explanation.targets().size());
  }

  /** Returns the name of an example's picture, without its ending. */
  static String name(int example) {
    return String.format(Locale.ROOT, "%04d", example);
  }

  String label(int example) {
    List<FastaRecord> records = explanation.examples().records();
    return records.isEmpty() ? "example " + example : records.get(example).name();
  }

  String heading(int example) {
    boolean named = !explanation.examples().records().isEmpty();
    return named ? example + ": " + label(example) : label(example);
  }

  String description(int example) {
    List<FastaRecord> records = explanation.examples().records();
    return records.isEmpty() ? "" : records.get(example).description();
  }
}
