package io.github.dl4jdeeplift.keras.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running layer of {@link ChannelsLastCropping1D}. */
final class CroppingRuntime extends LengthChangeRuntime<ChannelsLastCropping1D> {
  private static final long serialVersionUID = 1L;

  CroppingRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  INDArray forward(INDArray sequences, ArrayType type, LayerWorkspaceMgr workspaces) {
    return cut(sequences, layerConf().getBefore(), layerConf().getAfter(), type, workspaces);
  }

  @Override
  INDArray backward(INDArray gradient, LayerWorkspaceMgr workspaces) {
    return pad(
        gradient,
        layerConf().getBefore(),
        layerConf().getAfter(),
        ArrayType.ACTIVATION_GRAD,
        workspaces);
  }

  @Override
  public CroppingRuntime clone() {
    return new CroppingRuntime(conf.clone(), dataType);
  }
}
