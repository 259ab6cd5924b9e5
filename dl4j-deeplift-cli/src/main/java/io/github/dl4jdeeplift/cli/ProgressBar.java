package io.github.dl4jdeeplift.cli;

import java.io.PrintStream;
import java.util.function.DoubleConsumer;

/** A line on a terminal that says how far the work is, and goes when it is done. */
final class ProgressBar implements DoubleConsumer, AutoCloseable {
  private static final int WIDTH = 40;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream terminal;
  private final boolean shown;
  private int parts = 1;
  private int partsDone;
  private int percent = -1;

  /**
   * Prepares a bar.
   *
   * @param terminal where to draw
   * @param shown whether it is a terminal; nothing is drawn where not
   */
  ProgressBar(PrintStream terminal, boolean shown) {
    this.terminal = terminal;
    this.shown = shown;
  }

  /** Sets how many times the work goes from 0 to 1. */
  void expect(int count) {
    parts = count;
  }

  @Override
  public void accept(double done) {
    int now = (int) (100 * (partsDone + done) / parts);
    partsDone += done > 1 - 1e-9 && partsDone < parts - 1 ? 1 : 0;
    if (shown && now != percent) {
      percent = now;
      int filled = now * WIDTH / 100;
      terminal.print("\r[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + now + " %");
      terminal.flush();
    }
  }

  @Override
  public void close() {
    if (shown && percent >= 0) {
      terminal.print(CLEAR);
      terminal.flush();
      percent = -1;
    }
  }
}
