package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.input.ExampleFiles;
import io.github.dl4jdeeplift.cli.report.Report;
import io.github.dl4jdeeplift.cli.report.ReportContent;
import io.github.dl4jdeeplift.cli.result.DeltaSink;
import io.github.dl4jdeeplift.cli.result.Extent;
import io.github.dl4jdeeplift.cli.result.FirstExamples;
import io.github.dl4jdeeplift.cli.result.ModiscoFiles;
import io.github.dl4jdeeplift.cli.result.ScoreFile;
import io.github.dl4jdeeplift.cli.result.ScoreSink;
import io.github.dl4jdeeplift.cli.result.WantedArrays;
import io.github.dl4jdeeplift.genomics.file.PendingFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What scores are gathered in; all files appear at the end, or none. */
final class Results implements AutoCloseable {
  private final ScoreFile scores;
  private final DeltaSink delta;
  private final @Nullable ModiscoFiles modisco;
  private final @Nullable FirstExamples first;

  private Results(
      ScoreFile scores,
      DeltaSink delta,
      @Nullable ModiscoFiles modisco,
      @Nullable FirstExamples first) {
    this.scores = scores;
    this.delta = delta;
    this.modisco = modisco;
    this.first = first;
  }

  /**
   * Begins all files that are wanted.
   *
   * @param options what the user chose
   * @param wanted the arrays of the output file
   * @param extent how much there is to explain
   * @param files the examples
   */
  static Results begin(
      ExplainOptions options, WantedArrays wanted, Extent extent, ExampleFiles files) {
    OutputOptions output = options.output();
    ModiscoFiles.Places places = output.modisco();
    return new Results(
        new ScoreFile(output.output(), wanted, extent, files.areSequences()),
        new DeltaSink(wanted),
        places == null ? null : new ModiscoFiles(places, files.inputs(), extent.examples()),
        output.report() == null
            ? null
            : new FirstExamples(ReportContent.MOST_EXAMPLES, ReportContent.MOST_TARGETS));
  }

  List<ScoreSink> sinks() {
    List<ScoreSink> sinks = new ArrayList<>(List.of(scores, delta));
    if (modisco != null) {
      sinks.add(modisco);
    }
    if (first != null) {
      sinks.add(first);
    }
    return sinks;
  }

  double largestDelta() {
    return delta.largest();
  }

  /** Returns what a report draws; null where none is wanted. */
  @Nullable FirstExamples first() {
    return first;
  }

  /** Writes all files, and puts them in place when the last is whole. */
  void publish(@Nullable Report report) {
    List<PendingFile> pending = new ArrayList<>();
    try {
      pending.add(scores.prepare());
      if (modisco != null) {
        pending.addAll(modisco.prepare());
      }
      pending.forEach(PendingFile::publish);
      if (report != null) {
        report.publish();
      }
    } finally {
      pending.forEach(PendingFile::close);
    }
  }

  @Override
  public void close() {
    scores.close();
    if (modisco != null) {
      modisco.close();
    }
  }
}
