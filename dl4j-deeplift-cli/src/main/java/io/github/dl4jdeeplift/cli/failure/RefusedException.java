package io.github.dl4jdeeplift.cli.failure;

/** Ends a command with an exit code and a message that says what, where and what to do. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * Makes the exception.
   *
   * @param exitCode what the command ends with
   * @param message what is wrong, where, and what to do
   */
  public RefusedException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * Returns a refusal of options, files or arrays.
   *
   * @param message what is wrong, where, and what to do
   */
  public static RefusedException badInput(String message) {
    return new RefusedException(ExitCode.BAD_INPUT, message);
  }

  /** Returns what the command ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
