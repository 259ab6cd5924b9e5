package io.github.dl4jdeeplift.keras.layer;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running vertex of {@link HeadsVertex}, which refuses masks. */
@SuppressWarnings("overrides") // Deeplearning4j's own base class mixes arrays and varargs
final class HeadsRuntime extends ComputedVertexRuntime {
  private static final long serialVersionUID = 1L;

  HeadsRuntime(
      ComputationGraph graph, String name, int index, HeadsVertex vertex, DataType dataType) {
    super(graph, name, index, vertex, dataType);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    throw new UnsupportedOperationException("vertex '" + vertexName + "' does not take masks");
  }
}
