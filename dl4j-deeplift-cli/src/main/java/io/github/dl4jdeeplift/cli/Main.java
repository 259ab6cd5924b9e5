package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The {@code deeplift} command. */
@Command(
    name = "deeplift",
    description = "DeepLIFT for Deeplearning4j and Keras networks.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = CommandLine.ScopeType.INHERIT)
public final class Main {
  /** Set by the script where stderr is a terminal: Java cannot tell. */
  private static final String TERMINAL = "deeplift.terminal";

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  /**
   * Runs the command and ends the process.
   *
   * @param arguments subcommand and options
   */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    // What libraries print is no part of our output.
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    System.setOut(nowhere);
    System.setErr(nowhere);
    Console console = new Console(out, err, Boolean.getBoolean(TERMINAL), commandLine(arguments));
    System.exit(run(console, arguments));
  }

  /**
   * Runs the command.
   *
   * @param arguments subcommand and options
   * @param out takes results
   * @param err takes one line where something went wrong
   * @return the exit code
   */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    return run(new Console(out, err, false, commandLine(arguments)), arguments);
  }

  private static String commandLine(String... arguments) {
    return Stream.concat(Stream.of("deeplift"), Arrays.stream(arguments))
        .map(
            word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private static int run(Console console, String... arguments) {
    ExitCode exitCode;
    try {
      exitCode = new Main(console).run(arguments);
    } catch (Throwable thrown) { // the last line of defense: errors are lines too
      exitCode = report(Failure.of(thrown), thrown, console.err());
    }
    console.out().flush();
    return exitCode.number();
  }

  private static ExitCode report(Failure failure, Throwable thrown, PrintStream err) {
    err.println("deeplift: " + failure.message());
    if (failure.exitCode() == ExitCode.INTERNAL_ERROR && System.getenv(Failure.DEBUG) != null) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return failure.exitCode();
  }

  private ExitCode run(String... arguments) {
    CommandLine commandLine =
        new CommandLine(this)
            .addSubcommand(new ExplainCommand())
            .addSubcommand(new InspectCommand())
            .addSubcommand(new VerifyCommand())
            .setExpandAtFiles(false); // names of files may begin with @
    ParseResult parsed = parse(commandLine, arguments);
    for (ParseResult level = parsed; level != null; level = level.subcommand()) {
      if (level.isUsageHelpRequested()) {
        level.commandSpec().commandLine().usage(console.out(), Ansi.OFF);
        return ExitCode.DONE;
      }
      if (level.isVersionHelpRequested()) {
        commandLine.printVersionHelp(console.out(), Ansi.OFF);
        return ExitCode.DONE;
      }
    }
    if (!parsed.hasSubcommand()) {
      throw RefusedException.badInput(
          "give a command: explain, inspect or verify; deeplift --help lists them");
    }
    refuseOptionsAsValues(parsed.subcommand());
    return ((Subcommand) parsed.subcommand().commandSpec().userObject()).run(console);
  }

  private static ParseResult parse(CommandLine commandLine, String... arguments) {
    try {
      return commandLine.parseArgs(arguments);
    } catch (ParameterException e) {
      String command = e.getCommandLine().getCommandSpec().qualifiedName();
      throw RefusedException.badInput(
          e.getMessage() + "; " + command + " --help lists the options");
    }
  }

  /**
   * Refuses unknown options that were read as the value of the option before them. A value may
   * begin with a minus sign, so that an index of -1 is refused as an index.
   */
  private static void refuseOptionsAsValues(ParseResult parsed) {
    for (ArgSpec option : parsed.matchedArgs()) {
      List<String> values = option.originalStringValues();
      for (String value : values) {
        if (value.startsWith("--")) {
          throw RefusedException.badInput(
              "Unknown option: '%s'; %s --help lists the options"
                  .formatted(value, parsed.commandSpec().qualifiedName()));
        }
      }
    }
  }
}
