package io.github.dl4jdeeplift.cli.report;

import io.github.dl4jdeeplift.cli.result.FirstExamples;
import io.github.dl4jdeeplift.cli.result.Outcome;
import io.github.dl4jdeeplift.genomics.FastaRecord;
import java.util.List;
import java.util.Locale;

/**
 * What a report says.
 *
 * @param first the examples that are drawn, and their scores
 * @param outcome what was done
 * @param model the model's file
 * @param commandLine the command that made it
 */
public record ReportContent(
    FirstExamples first, Outcome outcome, String model, String commandLine) {
  /** Examples that are drawn. */
  public static final int MOST_EXAMPLES = 100;

  /** Targets that are drawn side by side. */
  public static final int MOST_TARGETS = 10;

  int shown() {
    return Math.toIntExact(first.examples().count());
  }

  int shownTargets() {
    return first.scores().size();
  }

  /** Returns the name of an example's picture, without its ending. */
  static String name(int example) {
    return String.format(Locale.ROOT, "%04d", example);
  }

  String label(int example) {
    List<FastaRecord> records = first.examples().records();
    return records.isEmpty() ? "example " + example : records.get(example).name();
  }

  String heading(int example) {
    boolean named = !first.examples().records().isEmpty();
    return named ? example + ": " + label(example) : label(example);
  }

  String description(int example) {
    List<FastaRecord> records = first.examples().records();
    return records.isEmpty() ? "" : records.get(example).description();
  }
}
