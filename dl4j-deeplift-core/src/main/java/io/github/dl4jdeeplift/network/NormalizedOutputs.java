package io.github.dl4jdeeplift.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Graphs with a batch normalization as an output. On vectors Deeplearning4j's looks there for a
 * workspace that is not open, and {@code output()} fails; without workspaces it does not.
 */
final class NormalizedOutputs {
  private NormalizedOutputs() {}

  /** Leaves workspaces off for ever, in the configuration of a private copy. */
  static void leaveWorkspaces(ComputationGraphConfiguration configuration) {
    if (areIn(configuration)) {
      configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
    }
  }

  /** Runs a user's graph, whose configuration is afterwards what it was. */
  static INDArray[] of(ComputationGraph network, INDArray... inputs) {
    ComputationGraphConfiguration configuration = network.getConfiguration();
    WorkspaceMode before = configuration.getInferenceWorkspaceMode();
    leaveWorkspaces(configuration);
    try {
      return network.output(false, inputs);
    } finally {
      configuration.setInferenceWorkspaceMode(before);
    }
  }

  private static boolean areIn(ComputationGraphConfiguration configuration) {
    return configuration.getNetworkOutputs().stream()
        .anyMatch(output -> isNormalization(configuration.getVertices().get(output)));
  }

  private static boolean isNormalization(@Nullable GraphVertex vertex) {
    return vertex instanceof FrozenVertex frozen
        ? isNormalization(frozen.getUnderlying())
        : vertex instanceof LayerVertex layer && isNormalization(layer.getLayerConf().getLayer());
  }

  private static boolean isNormalization(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return isNormalization(frozen.getLayer());
    }
    return layer instanceof BaseWrapperLayer wrapper
        ? isNormalization(wrapper.getUnderlying())
        : layer instanceof BatchNormalization;
  }
}
