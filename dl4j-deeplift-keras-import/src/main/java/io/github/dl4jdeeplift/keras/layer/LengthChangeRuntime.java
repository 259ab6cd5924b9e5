package io.github.dl4jdeeplift.keras.layer;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The running layer of every {@link LengthChange}. */
final class LengthChangeRuntime extends AbstractLayer<LengthChange> {
  private static final long serialVersionUID = 1L;

  LengthChangeRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

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
    INDArray sequences = input.castTo(dataType);
    return layerConf().lengthens()
        ? pad(sequences, ArrayType.ACTIVATIONS, workspaces)
        : cut(sequences, ArrayType.ACTIVATIONS, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray gradient =
        layerConf().lengthens()
            ? cut(epsilon, ArrayType.ACTIVATION_GRAD, workspaces)
            : pad(epsilon, ArrayType.ACTIVATION_GRAD, workspaces);
    return new Pair<>(new DefaultGradient(), gradient);
  }

  /** Returns a copy without the positions before and after. */
  private INDArray cut(INDArray sequences, ArrayType type, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(type, inner(sequences), 'c');
  }

  /** Returns a copy with zeros before and after. */
  private INDArray pad(INDArray sequences, ArrayType type, LayerWorkspaceMgr workspaces) {
    long length = layerConf().getBefore() + sequences.size(1) + layerConf().getAfter();
    INDArray padded =
        workspaces.create(
            type,
            sequences.dataType(),
            new long[] {sequences.size(0), length, sequences.size(2)},
            'c');
    inner(padded).assign(sequences);
    return padded;
  }

  private INDArray inner(INDArray sequences) {
    return sequences.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(layerConf().getBefore(), sequences.size(1) - layerConf().getAfter()),
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

  @Override
  public LengthChangeRuntime clone() {
    return new LengthChangeRuntime(conf.clone(), dataType);
  }
}
