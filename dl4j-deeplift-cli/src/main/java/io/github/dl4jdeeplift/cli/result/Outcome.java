package io.github.dl4jdeeplift.cli.result;

import java.util.List;

/**
 * What was done, in the words of the user.
 *
 * @param asked what was asked for
 * @param delta how well contributions sum
 * @param notes what the user should know, one line each
 */
public record Outcome(Asked asked, Delta delta, List<String> notes) {
  private static final int MOST_TARGETS = 3;

  /** Copies the list. */
  public Outcome {
    notes = List.copyOf(notes);
  }

  /**
   * What was asked for.
   *
   * @param examples number of examples
   * @param targets what was explained, one label for each target
   * @param reference what the examples were compared with
   */
  public record Asked(long examples, List<String> targets, String reference) {
    /** Copies the list. */
    public Asked {
      targets = List.copyOf(targets);
    }

    /** Returns the targets' labels; of many the first and the last. */
    public String target() {
      return targets.size() <= MOST_TARGETS
          ? String.join(", ", targets)
          : targets.get(0) + " to " + targets.get(targets.size() - 1);
    }
  }

  /**
   * The convergence delta that is largest in magnitude.
   *
   * @param largest its magnitude
   * @param note why it need not be 0, in brackets after a blank; empty where it must be
   */
  public record Delta(double largest, String note) {}
}
