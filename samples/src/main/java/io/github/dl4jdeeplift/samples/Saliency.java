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
 * @param byMethod the scores, {@code [n, height, width]}
 */
record Saliency(Map<String, INDArray> byMethod) {
  static final String ABSOLUTE_GRADIENT = "|gradient|";
  static final String GRADIENT_TIMES_INPUT = "gradient × input";
  static final String DEEP_LIFT = "DeepLIFT";

  /** The logit of the predicted class against the mean of all logits (section 2.5). */
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
    INDArray contributions =
        DeepLift.builder(network)
            .build()
            .explain(inputs, Reference.zeros(), TARGET)
            .contributions();
    Map<String, INDArray> byMethod = new LinkedHashMap<>();
    byMethod.put(ABSOLUTE_GRADIENT, Transforms.abs(gradient).sum(CHANNELS));
    byMethod.put(GRADIENT_TIMES_INPUT, positive(gradient.mul(inputs).sum(CHANNELS)));
    byMethod.put(DEEP_LIFT, positive(contributions.sum(CHANNELS)));
    return new Saliency(byMethod);
  }

  private static INDArray positive(INDArray scores) {
    return Transforms.relu(scores, true);
  }

  /**
   * Returns the share of a method's scores that lies on the shapes, the mean over images.
   *
   * @param masks {@code [n, height, width]}, 1 on the shape and 0 elsewhere
   */
  double shareWithin(String method, INDArray masks) {
    INDArray scores = byMethod.get(method);
    return scores.mul(masks).sum(1, 2).div(scores.sum(1, 2)).meanNumber().doubleValue();
  }
}
