package io.github.dl4jdeeplift;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Deeplearning4j's own {@code output()}, with native helpers off, without which it cannot run
 * dilated convolutions, and on copies of the inputs, which it may overwrite.
 */
final class PlainOutput {
  private PlainOutput() {}

  static INDArray[] of(Model network, INDArray... inputs) {
    return masked(network, inputs, null);
  }

  static INDArray[] masked(Model network, INDArray[] inputs, INDArray[] masks) {
    INDArray[] copies = new INDArray[inputs.length];
    for (int index = 0; index < inputs.length; index++) {
      copies[index] = inputs[index].dup('c');
    }
    boolean before = Nd4j.getEnvironment().helpersAllowed();
    Nd4j.getEnvironment().allowHelpers(false);
    try {
      return network instanceof MultiLayerNetwork multiLayer
          ? new INDArray[] {
            multiLayer.output(copies[0], false, masks == null ? null : masks[0], null)
          }
          : ((ComputationGraph) network).output(false, copies, masks);
    } finally {
      Nd4j.getEnvironment().allowHelpers(before);
    }
  }
}
