package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.ExitCode;

/** A subcommand whose options have been read. */
interface Subcommand {
  /**
   * Does the work.
   *
   * @param console where to speak
   * @return what the process ends with
   */
  ExitCode run(Console console);
}
