package io.github.dl4jdeeplift.rule;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;

/** The classes of Deeplearning4j that no rule explains, each with the nearest thing that works. */
final class Refusals {
  private static final String BEFORE_IT =
      " the layer before it can be explained, by Target.layer(name, ..) in a network that ends there";

  private static final String STEPS_AS_EXAMPLES =
      "it makes an example of each time step, so that no example has contributions of its own: ";

  private static final String MASKS =
      "masks have no rule yet: use LastTimeStep around the recurrent layer, and sequences of one"
          + " length";

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
                  + " issue 9763): use SelfAttentionLayer or AttentionVertex"),
          new Refusal(
              RnnToCnnPreProcessor.class,
              STEPS_AS_EXAMPLES + "use 3D convolutions over [channels, time, height, width]"),
          new Refusal(
              CnnToRnnPreProcessor.class,
              STEPS_AS_EXAMPLES + "use a ReshapePreprocessor within each example"),
          new Refusal(MaskLayer.class, MASKS),
          new Refusal(MaskZeroLayer.class, MASKS),
          new Refusal(LastTimeStepVertex.class, MASKS),
          new Refusal(ReverseTimeSeriesVertex.class, MASKS),
          new Refusal(DuplicateToTimeSeriesVertex.class, MASKS));

  private Refusals() {}
}
