package io.github.dl4jdeeplift.keras.layer;

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
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The running vertex of {@link HeadsVertex}. It predicts, and cannot be trained. */
@SuppressWarnings("overrides") // Deeplearning4j's own base class mixes arrays and varargs
final class HeadsRuntime extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  private final transient HeadsVertex vertex;

  HeadsRuntime(
      HeadsVertex vertex, ComputationGraph graph, String name, int index, DataType dataType) {
    super(graph, name, index, null, null, dataType);
    this.vertex = vertex;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray queries = inputs[0].castTo(dataType);
    INDArray keys = inputs[1].castTo(dataType);
    INDArray values = inputs[2].castTo(dataType);
    long[] shape = {queries.size(0), queries.size(1), values.size(2)};
    INDArray output = Nd4j.create(dataType, shape, 'c');
    for (long example = 0; example < queries.size(0); example++) {
      for (int head = 0; head < vertex.getHeads(); head++) {
        INDArray ofKeys = part(keys, example, head).transpose();
        INDArray scores = part(queries, example, head).mmul(ofKeys).muli(vertex.getScale());
        INDArray weights = Transforms.softmax(scores.dup('c'), true);
        view(output, example, head).assign(weights.mmul(part(values, example, head)));
      }
    }
    return workspaces.dup(ArrayType.ACTIVATIONS, output, 'c');
  }

  private INDArray part(INDArray sequences, long example, int head) {
    return view(sequences, example, head).dup('c');
  }

  private INDArray view(INDArray sequences, long example, int head) {
    long size = sequences.size(2) / vertex.getHeads();
    return sequences.get(
        NDArrayIndex.point(example),
        NDArrayIndex.all(),
        NDArrayIndex.interval(head * size, (head + 1) * size));
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(
        "vertex '" + vertexName + "' is for prediction and explanation and cannot be trained");
  }

  @Override
  public void setBackpropGradientsViewArray(@Nullable INDArray gradients) {
    // there are no weights
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatchSize) {
    throw new UnsupportedOperationException("vertex '" + vertexName + "' does not take masks");
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
  public String toString() {
    return vertexName + " of " + vertex;
  }
}
