package io.github.dl4jdeeplift.network;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Private copies of networks: configuration and parameters, neither updater nor listeners. */
final class NetworkCopy {
  private NetworkCopy() {}

  static MultiLayerNetwork of(MultiLayerNetwork network) {
    MultiLayerNetwork copy = new MultiLayerNetwork(network.getLayerWiseConfigurations().clone());
    INDArray parameters = network.params();
    if (parameters == null) {
      copy.init();
      return copy;
    }
    copy.init(parameters.dup(), false);
    // Differences of HALF activations are useless: such a network is explained in FLOAT.
    return isFloatOrDouble(parameters) ? copy : copy.convertDataType(DataType.FLOAT);
  }

  static ComputationGraph of(ComputationGraph network) {
    ComputationGraph copy = new ComputationGraph(network.getConfiguration().clone());
    INDArray parameters = network.params();
    if (parameters == null) {
      copy.init();
      return copy;
    }
    copy.init(parameters.dup(), false);
    return isFloatOrDouble(parameters) ? copy : copy.convertDataType(DataType.FLOAT);
  }

  private static boolean isFloatOrDouble(INDArray parameters) {
    DataType type = parameters.dataType();
    return type == DataType.FLOAT || type == DataType.DOUBLE;
  }
}
