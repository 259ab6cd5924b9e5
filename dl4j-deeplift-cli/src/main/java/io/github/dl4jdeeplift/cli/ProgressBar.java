package io.github.dl4jdeeplift.cli;

import java.io.PrintStream;
import java.util.function.DoubleConsumer;

/** A line on a terminal that says how far the work is, and goes when it is done. */
final class ProgressBar implements DoubleConsumer, AutoCloseable {
  private static final int WIDTH = 40;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream terminal;
  private final boolean shown;
  private double from;
  private double to = 1;
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

  /**
   * Begins a share of the work, of which is told as of a whole.
   *
   * @param from the part that is done before it, from 0 to 1
   * @param to the part that is done after it
   */
  void begin(double from, double to) {
    this.from = from;
    this.to = to;
    accept(0);
  }

  @Override
  public void accept(double done) {
    int now = (int) (100 * (from + done * (to - from)) + 1e-9);
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
