package io.github.dl4jdeeplift.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Private copies of networks: configuration and parameters, neither updater nor listeners.
 * Deeplearning4j cannot make one without parameters where a workspace is open, so they are made in
 * a thread of their own there.
 */
final class NetworkCopy {
  private NetworkCopy() {}

  static MultiLayerNetwork of(MultiLayerNetwork network) {
    return of(network, explainedIn(network.getLayerWiseConfigurations().getDataType()));
  }

  static ComputationGraph of(ComputationGraph network) {
    return of(network, explainedIn(network.getConfiguration().getDataType()));
  }

  static MultiLayerNetwork of(MultiLayerNetwork network, DataType dataType) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    configuration.setDataType(dataType);
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    return OwnThread.call(
        () -> {
          copy.init(parameters(Parameters.of(network), dataType), false);
          return copy;
        });
  }

  static ComputationGraph of(ComputationGraph network, DataType dataType) {
    network.getConfiguration().getVertices().forEach(LambdaVertices::requireCopy);
    ComputationGraphConfiguration configuration = network.getConfiguration().clone();
    configuration
        .getVertices()
        .replaceAll(
            (name, copied) -> whole(network.getConfiguration().getVertices().get(name), copied));
    configuration.setDataType(dataType);
    NormalizedOutputs.leaveWorkspaces(configuration);
    ComputationGraph copy = new ComputationGraph(configuration);
    return OwnThread.call(
        () -> {
          copy.init(parameters(Parameters.of(network), dataType), false);
          return copy;
        });
  }

  /**
   * Deeplearning4j's own copies forget the axis of a merge, the order of a reshape and all fields
   * of a lambda vertex.
   */
  private static GraphVertex whole(@Nullable GraphVertex original, GraphVertex copied) {
    if (original instanceof MergeVertex merge && copied instanceof MergeVertex mergeCopy) {
      mergeCopy.setMergeAxis(merge.getMergeAxis());
    } else if (original instanceof ReshapeVertex reshape
        && copied instanceof ReshapeVertex reshapeCopy) {
      reshapeCopy.setReshapeOrder(reshape.getReshapeOrder());
    } else if (original instanceof FrozenVertex frozen
        && copied instanceof FrozenVertex frozenCopy) {
      frozenCopy.setUnderlying(whole(frozen.getUnderlying(), frozenCopy.getUnderlying()));
    } else if (original instanceof SameDiffLambdaVertex lambda
        && copied instanceof SameDiffLambdaVertex lambdaCopy) {
      LambdaVertices.copyFields(lambda, lambdaCopy);
    }
    return copied;
  }

  /** Differences of HALF activations are useless: such a network is explained in FLOAT. */
  private static DataType explainedIn(DataType own) {
    return own == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
  }

  /** Returns a copy of flat parameters; Deeplearning4j takes null where a network has none. */
  private static @Nullable INDArray parameters(@Nullable INDArray parameters, DataType dataType) {
    if (parameters == null) {
      return null;
    }
    return parameters.dataType() == dataType ? parameters.dup() : parameters.castTo(dataType);
  }
}
