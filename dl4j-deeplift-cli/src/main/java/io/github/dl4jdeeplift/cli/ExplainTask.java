package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.cli.input.ExampleFiles;
import io.github.dl4jdeeplift.cli.input.ExplainedTarget;
import io.github.dl4jdeeplift.cli.input.ReferenceChoice;
import io.github.dl4jdeeplift.cli.input.References;
import io.github.dl4jdeeplift.cli.input.Survey;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.report.Report;
import io.github.dl4jdeeplift.cli.report.ReportContent;
import io.github.dl4jdeeplift.cli.report.Track;
import io.github.dl4jdeeplift.cli.result.BatchPlan;
import io.github.dl4jdeeplift.cli.result.ExplainRun;
import io.github.dl4jdeeplift.cli.result.Extent;
import io.github.dl4jdeeplift.cli.result.FirstExamples;
import io.github.dl4jdeeplift.cli.result.Outcome;
import io.github.dl4jdeeplift.cli.result.WantedArrays;
import io.github.dl4jdeeplift.rule.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains: looks at all examples, explains them in batches, and publishes the results. */
final class ExplainTask {
  private final ExplainOptions options;
  private final LoadedModel loaded;
  private final ProgressBar progress;
  private final DeepLift deepLift;
  private final ExampleFiles files;
  private final Map<String, Shape> shapes;
  private final List<ExplainedTarget> targets;
  private final WantedArrays wanted;

  /**
   * Finds out whether the options fit the network and the examples' shapes.
   *
   * @param options what the user chose
   * @param loaded the model
   * @param progress shows how far the work is
   */
  ExplainTask(ExplainOptions options, LoadedModel loaded, ProgressBar progress) {
    this.options = options;
    this.loaded = loaded;
    this.progress = progress;
    DoubleConsumer watch = new MemoryWatch(options.effort().bytes());
    this.deepLift = options.deepLift(loaded, watch.andThen(progress));
    this.files = options.input().open(loaded);
    this.shapes = options.refusing(() -> deepLift.shapes(files.shapes()));
    this.targets = options.target().choice().in(deepLift, shapes);
    this.wanted = options.scores().arrays(files.inputs());
  }

  /**
   * Does the work.
   *
   * @param choices what the examples are compared with
   * @param commandLine the command, for the report
   */
  Outcome run(List<ReferenceChoice> choices, String commandLine) {
    References references = References.of(choices, files.inputs(), options.input().seed());
    BatchPlan.Bytes bytes = options.scores().bytes(files.inputs(), shapes);
    Extent one = new Extent(Long.MAX_VALUE, 1, false);
    int atOnce = BatchPlan.of(one, bytes, options.effort().bytes()).examples();
    Survey survey = Survey.of(files, atOnce, options.observers(files, references));
    Extent extent = new Extent(survey.count(), targets.size(), options.target().choice().all());
    BatchPlan plan = BatchPlan.of(extent, bytes, options.effort().bytes());
    options.output().requireRoom(bytes.ofAll(extent));
    try (Results results = Results.begin(options, wanted, extent, files)) {
      ExplainRun run = new ExplainRun(deepLift, files, references.make(survey.count()), plan);
      options.refusing(() -> explained(run, results));
      Outcome outcome = outcome(results, survey, reference(choices));
      try (Report report = report(results.first(), outcome, commandLine)) {
        results.publish(report);
      }
      return outcome;
    }
  }

  private Results explained(ExplainRun run, Results results) {
    run.run(
        targets.stream().map(ExplainedTarget::target).toList(), results.sinks(), progress::begin);
    return results;
  }

  private String reference(List<ReferenceChoice> choices) {
    String shown = choices.stream().map(ReferenceChoice::text).collect(Collectors.joining(" | "));
    return choices.stream().anyMatch(ReferenceChoice::isShuffle)
        ? shown + " (seed " + options.input().seed() + ")"
        : shown;
  }

  private Outcome outcome(Results results, Survey survey, String reference) {
    List<String> notes = options.scores().notes(files.inputs());
    return new Outcome(
        new Outcome.Asked(
            survey.count(), targets.stream().map(ExplainedTarget::label).toList(), reference),
        new Outcome.Delta(results.largestDelta(), options.deltaNote()),
        Stream.concat(survey.notes().stream(), notes.stream()).toList());
  }

  private @Nullable Report report(
      @Nullable FirstExamples first, Outcome outcome, String commandLine) {
    Path folder = options.output().report();
    if (first == null || folder == null) {
      return null;
    }
    ReportContent content =
        new ReportContent(
            first, outcome, String.valueOf(options.model().path().getFileName()), commandLine);
    List<Track> tracks = Tracks.of(loaded.network(), options.rules(), first, targets);
    return Report.make(folder, content, tracks);
  }
}
