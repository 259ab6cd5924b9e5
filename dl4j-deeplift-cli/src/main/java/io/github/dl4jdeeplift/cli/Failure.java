package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.IncompleteAttributionException;
import io.github.dl4jdeeplift.ParityException;
import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import io.github.dl4jdeeplift.genomics.file.UnwritableFileException;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;

/**
 * A failure as its caller sees it.
 *
 * @param exitCode what the command ends with
 * @param message one line
 */
record Failure(ExitCode exitCode, String message) {
  /** Set to anything, it has traces of internal errors printed. */
  static final String DEBUG = "DEEPLIFT_DEBUG";

  private static final List<Class<? extends RuntimeException>> BAD_INPUT =
      List.of(
          UnreadableFileException.class,
          UnwritableFileException.class,
          UnreadableKerasFileException.class,
          DL4JInvalidInputException.class,
          // Values that are not finite, by documentation of explain().
          ArithmeticException.class);

  private static final List<Class<? extends RuntimeException>> UNSUPPORTED =
      List.of(
          UnsupportedKerasModelException.class,
          UnsupportedLayerException.class,
          ParityException.class);

  /** Says what a failure is. */
  static Failure of(Throwable thrown) {
    ExitCode exitCode = exitCode(thrown);
    String message =
        exitCode == ExitCode.INTERNAL_ERROR
            ? internal(thrown)
            : String.valueOf(thrown.getMessage());
    return new Failure(exitCode, oneLine(message));
  }

  private static ExitCode exitCode(Throwable thrown) {
    if (thrown instanceof RefusedException refused) {
      return refused.exitCode();
    }
    if (thrown instanceof IncompleteAttributionException) {
      return ExitCode.BEYOND_TOLERANCE;
    }
    if (UNSUPPORTED.stream().anyMatch(type -> type.isInstance(thrown))) {
      return ExitCode.UNSUPPORTED_MODEL;
    }
    return BAD_INPUT.stream().anyMatch(type -> type.isInstance(thrown))
        ? ExitCode.BAD_INPUT
        : ExitCode.INTERNAL_ERROR;
  }

  private static String internal(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory ("
          + thrown.getMessage()
          + "): give fewer examples, a smaller --batch-size or a smaller --memory";
    }
    StackTraceElement[] trace = thrown.getStackTrace();
    return "internal error: "
        + thrown
        + (trace.length == 0 ? "" : " at " + trace[0])
        + "; please report it, with the trace that is printed where the environment variable "
        + DEBUG
        + " is set";
  }

  /** Folds line ends and other control characters, of which file names may hold any. */
  private static String oneLine(String message) {
    return message.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+\\s*", " ").strip();
  }
}
