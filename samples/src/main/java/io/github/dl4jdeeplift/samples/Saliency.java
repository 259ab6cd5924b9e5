package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Scores of the pixels of images, by the three methods of Figure 2 of the 2016 paper. Channels are
 * summed; none is negative.
 *
 * @param absoluteGradient {@code [n, height, width]}
 * @param gradientTimesInput {@code [n, height, width]}, where positive
 * @param deepLift {@code [n, height, width]}, where positive
 */
record Saliency(INDArray absoluteGradient, INDArray gradientTimesInput, INDArray deepLift) {
  /** The logit of the predicted class less the mean of all logits (section 2.5). */
  private static final Target TARGET = Target.predictedClass().meanNormalized();

  private static final int CHANNELS = 3;

  /**
   * Scores pixels for the class that the network predicts.
   *
   * @param network a network that ends in a softmax
   * @param inputs {@code [n, height, width, channels]}, preprocessed, so that zeros are a reference
   */
  static Saliency of(Model network, INDArray inputs) {
    INDArray gradient = new Gradient(network).at(inputs, TARGET);
    return new Saliency(
        Transforms.abs(gradient).sum(CHANNELS),
        positive(gradient.mul(inputs).sum(CHANNELS)),
        deepLift(network, inputs, Reference.zeros()));
  }

  /**
   * Scores pixels by DeepLIFT.
   *
   * @param network a network that ends in a softmax
   * @param inputs {@code [n, height, width, channels]}
   * @param reference what they are compared with
   * @return {@code [n, height, width]}, contributions where positive
   */
  static INDArray deepLift(Model network, INDArray inputs, Reference reference) {
    DeepLift deepLift = DeepLift.builder(network).build();
    return positive(deepLift.explain(inputs, reference, TARGET).contributions().sum(CHANNELS));
  }

  private static INDArray positive(INDArray scores) {
    return Transforms.relu(scores, true);
  }

  /** Returns the scores by the name of the method. */
  Map<String, INDArray> byMethod() {
    Map<String, INDArray> byMethod = new LinkedHashMap<>();
    byMethod.put("|gradient|", absoluteGradient);
    byMethod.put("gradient × input", gradientTimesInput);
    byMethod.put("DeepLIFT", deepLift);
    return byMethod;
  }

  /**
   * Returns the share of scores that lies on the shapes, the mean over images.
   *
   * @param scores {@code [n, height, width]}
   * @param masks {@code [n, height, width]}, 1 on the shape and 0 elsewhere
   */
  static double shareWithin(INDArray scores, INDArray masks) {
    return scores.mul(masks).sum(1, 2).div(scores.sum(1, 2)).meanNumber().doubleValue();
  }
}
