package io.github.dl4jdeeplift.keras.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running layer of {@link ChannelsLastZeroPadding1D}. */
final class ZeroPaddingRuntime extends LengthChangeRuntime<ChannelsLastZeroPadding1D> {
  private static final long serialVersionUID = 1L;

  ZeroPaddingRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  INDArray forward(INDArray sequences, ArrayType type, LayerWorkspaceMgr workspaces) {
    return pad(sequences, layerConf().getBefore(), layerConf().getAfter(), type, workspaces);
  }

  @Override
  INDArray backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    return cut(
        gradient,
        layerConf().getBefore(),
        layerConf().getAfter(),
        ArrayType.ACTIVATION_GRAD,
        workspaces);
  }

  @Override
  public ZeroPaddingRuntime clone() {
    return new ZeroPaddingRuntime(conf.clone(), dataType);
  }
}
