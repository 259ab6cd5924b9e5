package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Refusal;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;

/** The classes of Deeplearning4j that no rule explains, each with the nearest thing that works. */
final class Refusals {
  static final List<Refusal> ROWS =
      List.of(
          new Refusal(
              SpaceToBatchLayer.class,
              "it makes several examples of one, so that the rows of an output are not those of the"
                  + " input: use SpaceToDepthLayer, which puts the same cells into channels"),
          new Refusal(
              LearnedSelfAttentionLayer.class,
              "Deeplearning4j 1.0.0-M2.1 itself cannot run it, since its scatterUpdate fails (its"
                  + " issue 9763): use SelfAttentionLayer or AttentionVertex"));

  private Refusals() {}
}
