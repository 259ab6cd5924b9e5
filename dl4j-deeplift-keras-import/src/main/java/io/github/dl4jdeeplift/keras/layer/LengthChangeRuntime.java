package io.github.dl4jdeeplift.keras.layer;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Makes sequences of [batch, positions, channels] longer or shorter at their ends.
 *
 * @param <C> its configuration
 */
abstract class LengthChangeRuntime<C extends Layer> extends AbstractLayer<C> {
  private static final long serialVersionUID = 1L;

  LengthChangeRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Returns the output for an input. */
  abstract INDArray forward(INDArray sequences, ArrayType type, LayerWorkspaceMgr workspaces);

  /** Returns the gradient of the input for that of the output. */
  abstract INDArray backward(INDArray gradient, LayerWorkspaceMgr workspaces);

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    if (input.rank() != 3) {
      throw new DL4JInvalidInputException(
          "takes [batch, positions, channels], not an array of rank "
              + input.rank()
              + " "
              + layerId());
    }
    return forward(input.castTo(dataType), ArrayType.ACTIVATIONS, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    return new Pair<>(new DefaultGradient(), backward(epsilon, workspaces));
  }

  /** Returns a copy without the positions before and after. */
  static INDArray cut(
      INDArray sequences, int before, int after, ArrayType type, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(type, inner(sequences, before, after), 'c');
  }

  /** Returns a copy with zeros before and after. */
  static INDArray pad(
      INDArray sequences, int before, int after, ArrayType type, LayerWorkspaceMgr workspaces) {
    long length = before + sequences.size(1) + after;
    INDArray padded =
        workspaces.create(
            type,
            sequences.dataType(),
            new long[] {sequences.size(0), length, sequences.size(2)},
            'c');
    inner(padded, before, after).assign(sequences);
    return padded;
  }

  private static INDArray inner(INDArray sequences, int before, int after) {
    return sequences.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(before, sequences.size(1) - after),
        NDArrayIndex.all());
  }

  @Override
  public Type type() {
    return Type.RECURRENT;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public void clearNoiseWeightParams() {
    // there are no weights
  }

  @Override
  public double calcRegularizationScore(boolean backpropParamsOnly) {
    return 0;
  }
}
