package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Step;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Random layers at the end of a network: logits, probabilities or any activation. */
record RandomHeads(RandomLayers layers) {
  Step of(Value input) {
    IActivation activation = activation();
    if (input.format() == Format.VECTOR && layers.random().nextInt(3) == 0) {
      return new Step(new LossLayer.Builder(LossFunction.MSE).activation(activation).build());
    }
    Layer layer =
        switch (layers.random().nextInt(12)) {
          case 0 -> centers(input, activation);
          case 1 -> oneClass(input);
          default -> output(input, activation);
        };
    return new Step(layer, layers.flatten(input));
  }

  private IActivation activation() {
    return switch (layers.linear() ? 0 : layers.random().nextInt(4)) {
      case 0 -> new ActivationIdentity();
      case 1 -> new ActivationSoftmax();
      case 2 -> new ActivationSigmoid();
      default -> layers.activations().any();
    };
  }

  private Layer output(Value input, IActivation activation) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nIn(input.length())
        .nOut(layers.between(1, 4))
        .hasBias(layers.random().nextInt(4) > 0)
        .activation(activation)
        .build();
  }

  private Layer centers(Value input, IActivation activation) {
    return new CenterLossOutputLayer.Builder(LossFunction.MSE)
        .nIn(input.length())
        .nOut(layers.between(1, 4))
        .activation(activation)
        .build();
  }

  /** Returns the one layer that gives a number for each example, not a vector. */
  private Layer oneClass(Value input) {
    return new OCNNOutputLayer.Builder()
        .nIn(Math.toIntExact(input.length()))
        .hiddenLayerSize(layers.between(1, 4))
        .activation(layers.activations().any())
        .build();
  }
}
