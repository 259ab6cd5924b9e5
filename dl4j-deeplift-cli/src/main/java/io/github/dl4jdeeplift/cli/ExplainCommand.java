package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.input.ReferenceChoice;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.result.Outcome;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deeplift explain}: contributions of each input to an output. */
@Command(
    name = "explain",
    sortOptions = false,
    description = "Says how much each input contributes to an output, by DeepLIFT.")
final class ExplainCommand implements Subcommand {
  @Mixin private final ExplainOptions options = new ExplainOptions();

  @Override
  public ExitCode run(Console console) {
    options.check();
    List<ReferenceChoice> references = options.input().references();
    LoadedModel loaded = options.model().load();
    Outcome outcome;
    try (ProgressBar progress = console.progressBar()) {
      outcome = new ExplainTask(options, loaded, progress).run(references, console.commandLine());
    }
    print(outcome, console.out());
    loaded.notes().forEach(note -> console.out().println("note: " + note));
    console.out().println("wrote " + options.output().written());
    return ExitCode.DONE;
  }

  private static void print(Outcome outcome, PrintStream out) {
    Outcome.Asked asked = outcome.asked();
    out.printf(
        Locale.ROOT,
        "%d examples, target %s, reference %s%n",
        asked.examples(),
        asked.target(),
        asked.reference());
    Outcome.Delta delta = outcome.delta();
    out.printf(Locale.ROOT, "largest |convergence delta| %.2g%s%n", delta.largest(), delta.note());
    outcome.notes().forEach(note -> out.println("note: " + note));
  }
}
