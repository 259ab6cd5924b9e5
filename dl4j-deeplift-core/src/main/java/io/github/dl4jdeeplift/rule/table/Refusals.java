package io.github.dl4jdeeplift.rule.table;

import io.github.dl4jdeeplift.rule.Refusal;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;

/** The classes of Deeplearning4j that no rule explains, each with the nearest thing that works. */
final class Refusals {
  private static final String BEFORE_IT =
      " the layer before it can be explained, by Target.layer(name, ..) in a network that ends there";

  static final List<Refusal> ROWS =
      List.of(
          new Refusal(
              Yolo2OutputLayer.class,
              "its output holds boxes, confidences and classes of many anchors, which are no scores"
                  + " of an image:"
                  + BEFORE_IT),
          new Refusal(
              SpaceToBatchLayer.class,
              "it makes several examples of one, so that no example has contributions of its own:"
                  + " use SpaceToDepthLayer, which puts the same cells into channels"),
          new Refusal(
              LearnedSelfAttentionLayer.class,
              "Deeplearning4j 1.0.0-M2.1 itself cannot run it, since its scatterUpdate fails (its"
                  + " issue 9763): use SelfAttentionLayer or AttentionVertex"));

  private Refusals() {}
}
