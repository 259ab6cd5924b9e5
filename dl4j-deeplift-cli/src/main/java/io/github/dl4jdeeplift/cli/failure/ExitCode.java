package io.github.dl4jdeeplift.cli.failure;

/** What the command tells its caller. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** The program failed. */
  INTERNAL_ERROR(1),
  /** Bad options, unreadable or corrupt files, wrong arrays. */
  BAD_INPUT(2),
  /** A readable model that is not supported, or that the parity gate stopped. */
  UNSUPPORTED_MODEL(3),
  /** Additivity, or the outputs that were expected, beyond tolerance. */
  BEYOND_TOLERANCE(4);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns the number that the process ends with. */
  public int number() {
    return number;
  }
}
