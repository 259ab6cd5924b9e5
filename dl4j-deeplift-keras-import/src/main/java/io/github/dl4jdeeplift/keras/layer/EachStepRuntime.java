package io.github.dl4jdeeplift.keras.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running layer of {@link EachStep}. It predicts, and cannot be trained. */
final class EachStepRuntime extends BaseWrapperLayer {
  private static final long serialVersionUID = 1L;

  private long[] shape = {};

  EachStepRuntime(Layer underlying) {
    super(underlying);
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    shape = input.shape().clone();
    super.setInput(input.dup('c').reshape('c', step(shape, shape[0] * shape[1])), workspaces);
  }

  private static long[] step(long[] sequences, long batch) {
    long[] sizes = Arrays.copyOfRange(sequences, 1, sequences.length);
    sizes[0] = batch;
    return sizes;
  }

  @Override
  public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
    setInput(input, workspaces);
    return activate(training, workspaces);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    if (getMaskArray() != null) {
      throw new UnsupportedOperationException("a layer at each step does not take masks");
    }
    INDArray steps = super.activate(training, workspaces).dup('c');
    long[] sizes = new long[steps.rank() + 1];
    System.arraycopy(steps.shape(), 0, sizes, 1, steps.rank());
    sizes[0] = shape[0];
    sizes[1] = shape[1];
    return workspaces.dup(ArrayType.ACTIVATIONS, steps.reshape('c', sizes), 'c');
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException("is for prediction and cannot be trained");
  }
}
