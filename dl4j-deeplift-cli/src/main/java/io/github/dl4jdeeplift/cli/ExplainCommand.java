package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.DeepLiftBuilder;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.input.Examples;
import io.github.dl4jdeeplift.cli.input.ExplainedTarget;
import io.github.dl4jdeeplift.cli.input.ReferenceChoice;
import io.github.dl4jdeeplift.cli.input.TargetChoice;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.report.Report;
import io.github.dl4jdeeplift.cli.report.ReportContent;
import io.github.dl4jdeeplift.cli.report.Track;
import io.github.dl4jdeeplift.cli.result.Explanation;
import io.github.dl4jdeeplift.genomics.file.NpzFile;
import io.github.dl4jdeeplift.rule.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deeplift explain}: contributions of each input to an output. */
@Command(
    name = "explain",
    sortOptions = false,
    description = "Says how much each input contributes to an output, by DeepLIFT.")
final class ExplainCommand implements Subcommand {
  @Mixin private final ModelOptions model = new ModelOptions();
  @Mixin private final ExampleOptions input = new ExampleOptions();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "OUT.npz",
      description = "Where contributions, multipliers, outputs and deltas are written.")
  private @Nullable Path output;

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
      names = "--batch-size",
      paramLabel = "B",
      description = "Pairs of example and reference at once, 256 by default.")
  private @Nullable Integer batchSize;

  @Option(names = "--memory", paramLabel = "MB", description = "For one batch, 512 by default.")
  private @Nullable Integer memory;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder for index.html with pictures of the first 100 examples.")
  private @Nullable Path report;

  @Mixin private final LaterOptions later = new LaterOptions();

  private Path output() {
    return Objects.requireNonNull(output);
  }

  @Override
  public ExitCode run(Console console) {
    later.refuse();
    input.check();
    TargetChoice choice = TargetChoice.parse(target, probability);
    requirePositive("--batch-size", batchSize);
    requirePositive("--memory", memory);
    OutputPlaces.check(output(), report, input.files());
    List<ReferenceChoice> references = input.references();
    LoadedModel loaded = model.load();
    try (ProgressBar progress = console.progressBar()) {
      DeepLift deepLift = model.naming(() -> deepLift(loaded, progress));
      Examples examples = input.read(loaded);
      List<ExplainedTarget> targets =
          choice.in(deepLift, model.naming(() -> shapes(deepLift, examples)));
      Reference reference = ReferenceChoice.of(references, examples, input.seed());
      progress.expect(targets.size());
      Explanation explanation =
          model.naming(() -> explanation(deepLift, examples, reference, targets));
      Summary summary = new Summary(explanation, references, input.seed());
      write(explanation, choice.all(), () -> report(deepLift, explanation, summary, console));
      progress.close();
      summary.print(console.out());
      loaded.notes().forEach(note -> console.out().println("note: " + note));
      console.out().println("wrote " + output() + (report == null ? "" : " and " + report));
    }
    return ExitCode.DONE;
  }

  private DeepLift deepLift(LoadedModel loaded, ProgressBar progress) {
    DeepLiftBuilder builder =
        DeepLift.builder(loaded.network()).requireCompleteness().progress(progress);
    if (batchSize != null) {
      builder.batchSize(batchSize);
    }
    if (memory != null) {
      builder.memoryLimit((long) memory << 20);
    }
    return builder.build();
  }

  private static Map<String, Shape> shapes(DeepLift deepLift, Examples examples) {
    return deepLift.shapes(
        examples.inputs().stream().map(each -> Shape.ofBatch(each.array().shape())).toList());
  }

  private Explanation explanation(
      DeepLift deepLift, Examples examples, Reference reference, List<ExplainedTarget> targets) {
    try {
      return Explanation.of(deepLift, examples, reference, targets);
    } catch (IllegalArgumentException e) {
      if (!probability) {
        throw e;
      }
      throw RefusedException.badInput(
          "--probability: the output ends in neither softmax, sigmoid nor hard sigmoid, so it holds"
              + " no probabilities; leave --probability out");
    }
  }

  /** Makes the report first and puts it in place last, so that there are both or none. */
  private void write(Explanation explanation, boolean all, Supplier<Report> making) {
    Map<String, INDArray> arrays = explanation.arrays(all);
    if (report == null) {
      NpzFile.write(output(), arrays);
      return;
    }
    try (Report made = making.get()) {
      NpzFile.write(output(), arrays);
      made.publish();
    }
  }

  private Report report(
      DeepLift deepLift, Explanation explanation, Summary summary, Console console) {
    ReportContent content =
        new ReportContent(
            explanation,
            String.valueOf(model.path().getFileName()),
            console.commandLine(),
            summary.targets(),
            summary.reference());
    List<Track> tracks = Tracks.of(deepLift, explanation);
    return Report.make(Objects.requireNonNull(report), content, tracks);
  }

  private static void requirePositive(String option, @Nullable Integer value) {
    if (value != null && value < 1) {
      throw RefusedException.badInput(
          "%s %d: give a number of at least 1".formatted(option, value));
    }
  }
}
