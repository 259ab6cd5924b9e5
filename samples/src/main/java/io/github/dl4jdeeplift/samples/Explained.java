package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sequences explained by DeepLIFT and by gradient × input, as in Figure 3 of the 2016 paper.
 *
 * @param oneHot the sequences
 * @param deepLift contributions to the logit against a uniform reference, of the input's shape
 * @param gradientTimesInput the gradient of the logit times the input, of the input's shape
 * @param largestDelta the largest difference, over the sequences, between the sum of contributions
 *     and the difference of the logit from its reference
 */
public record Explained(
    INDArray oneHot, INDArray deepLift, INDArray gradientTimesInput, double largestDelta) {
  /**
   * Explains the first logit of a network.
   *
   * @param network the network
   * @param oneHot the sequences
   */
  public static Explained of(Model network, INDArray oneHot) {
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    long[] row = oneHot.shape().clone();
    row[0] = 1;
    INDArray uniform = Nd4j.valueArrayOf(row, 0.25, oneHot.dataType());
    Attribution attribution = deepLift.explain(oneHot, Reference.of(uniform), Target.logit(0));
    return new Explained(
        oneHot,
        attribution.contributions(),
        new Gradient(network).timesInput(oneHot, Target.logit(0)),
        attribution.convergenceDelta().amaxNumber().doubleValue());
  }

  /**
   * Returns one sequence.
   *
   * @param index which one
   * @param channelAxis the axis of the letters, 2 or 1
   */
  public ExplainedSequence sequence(int index, int channelAxis) {
    return new ExplainedSequence(
        row(oneHot, index, channelAxis),
        row(deepLift, index, channelAxis),
        row(gradientTimesInput, index, channelAxis));
  }

  private static INDArray row(INDArray array, int index, int channelAxis) {
    INDArray row = array.slice(index);
    return channelAxis == 2 ? row.dup() : row.transpose().dup();
  }
}
