package io.github.dl4jdeeplift.benchmark;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j's own pass, without oneDNN where it cannot run the network. */
public final class OutputPass {
  private final UnaryOperator<INDArray> output;
  private final boolean withHelpers;

  /** Builds a network. */
  public OutputPass(BenchmarkNetwork network) {
    this.output = output(network.build());
    this.withHelpers = !network.isDilated();
  }

  private static UnaryOperator<INDArray> output(Model network) {
    return network instanceof ComputationGraph graph
        ? examples -> graph.output(examples)[0]
        : ((MultiLayerNetwork) network)::output;
  }

  /** Returns the network's first output for some examples, {@code [n, shape...]}. */
  public INDArray run(INDArray examples) {
    Nd4j.getEnvironment().allowHelpers(withHelpers);
    try {
      return output.apply(examples);
    } finally {
      Nd4j.getEnvironment().allowHelpers(true);
    }
  }
}
