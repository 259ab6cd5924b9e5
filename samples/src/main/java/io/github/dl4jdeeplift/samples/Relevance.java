package io.github.dl4jdeeplift.samples;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Layer-wise relevance propagation (Bach et al. 2015) as section 3.3 of the 2016 paper puts it:
 * each unit hands its relevance to the units below in proportion to what they add to it, {@code a_i
 * w_ij / z_j}, the bias included in {@code z_j} (equations 24 and 25). The relevance of the
 * explained logit is its own value.
 */
final class Relevance {
  private Relevance() {}

  /**
   * Computes the relevance of inputs for the highest logit.
   *
   * @param network dense layers with ReLUs, the last one before a softmax
   * @param inputs {@code [n, features]}
   * @return {@code [n, features]}
   */
  static INDArray of(MultiLayerNetwork network, INDArray inputs) {
    List<INDArray> activations = new ArrayList<>(List.of(inputs));
    List<INDArray> sums = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      INDArray sum = activations.get(activations.size() - 1).mmul(layer.getParam("W"));
      if (layer.paramTable().containsKey("b")) {
        sum = sum.addRowVector(layer.getParam("b"));
      }
      sums.add(sum);
      activations.add(Transforms.relu(sum, true));
    }
    INDArray relevance = highest(sums.get(sums.size() - 1));
    for (int layer = sums.size() - 1; layer >= 0; layer--) {
      INDArray weights = network.getLayer(layer).getParam("W");
      INDArray shares = relevance.div(sums.get(layer));
      relevance = activations.get(layer).mul(shares.mmul(weights.transpose()));
    }
    return relevance;
  }

  /** Keeps the highest number of each row; the others become 0. */
  private static INDArray highest(INDArray logits) {
    INDArray isHighest = logits.eq(logits.max(true, 1)).castTo(logits.dataType());
    return logits.mul(isHighest);
  }
}
