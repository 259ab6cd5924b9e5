package io.github.dl4jdeeplift.cli;

import java.io.PrintStream;

/**
 * Where a command speaks.
 *
 * @param out results
 * @param err one line where something went wrong
 * @param terminal whether {@code err} is a terminal, which alone shows progress
 * @param commandLine what was asked for, as it was typed
 */
record Console(PrintStream out, PrintStream err, boolean terminal, String commandLine) {
  ProgressBar progressBar() {
    return new ProgressBar(err, terminal);
  }
}
