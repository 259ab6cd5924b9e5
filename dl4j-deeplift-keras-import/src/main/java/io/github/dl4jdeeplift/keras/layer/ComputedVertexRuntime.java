package io.github.dl4jdeeplift.keras.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running vertex of every {@link ComputedVertex}. It predicts, and cannot be trained. */
@SuppressWarnings("overrides") // Deeplearning4j's own base class mixes arrays and varargs
class ComputedVertexRuntime extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final ComputedVertex configuration;

  ComputedVertexRuntime(
      ComputationGraph graph,
      String name,
      int index,
      ComputedVertex configuration,
      DataType dataType) {
    super(graph, name, index, null, null, dataType);
    this.configuration = configuration;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    if (!canDoForward()) {
      throw new IllegalStateException("vertex '" + vertexName + "' has no inputs");
    }
    INDArray[] own =
        Arrays.stream(inputs)
            .map(input -> input.castTo(dataType).dup('c'))
            .toArray(INDArray[]::new);
    return workspaces.dup(ArrayType.ACTIVATIONS, configuration.compute(own), 'c');
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(
        "vertex '"
            + vertexName
            + "' is for prediction and explanation and cannot be trained: train the Keras model");
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public @Nullable Layer getLayer() {
    return null;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    // there are no weights
  }

  @Override
  public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    return null;
  }

  @Override
  public String toString() {
    return "ComputedVertexRuntime(" + configuration + ")";
  }
}
