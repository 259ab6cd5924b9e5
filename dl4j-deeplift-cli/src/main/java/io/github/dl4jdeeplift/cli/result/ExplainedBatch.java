package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.cli.input.Examples;
import java.util.List;

/**
 * The scores of some examples for some targets.
 *
 * @param examples the examples
 * @param firstTarget how many targets come before these
 * @param attributions the scores, one for each target
 */
public record ExplainedBatch(Examples examples, int firstTarget, List<Attribution> attributions) {
  /** Copies the list. */
  public ExplainedBatch {
    attributions = List.copyOf(attributions);
  }
}
