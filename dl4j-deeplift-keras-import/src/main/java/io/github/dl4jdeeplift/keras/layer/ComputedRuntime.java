package io.github.dl4jdeeplift.keras.layer;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running layer of every {@link Computed} configuration. It predicts, and cannot be trained.
 */
final class ComputedRuntime extends org.deeplearning4j.nn.layers.BaseLayer<BaseLayer> {
  private static final long serialVersionUID = 1L;

  private ComputedRuntime(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Makes the running layer of a configuration whose layer is a {@link Computed} one. */
  static Layer of(
      NeuralNetConfiguration conf,
      @Nullable Collection<TrainingListener> listeners,
      int index,
      @Nullable INDArray parametersView,
      boolean initialize,
      DataType dataType) {
    ComputedRuntime layer = new ComputedRuntime(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parametersView);
    layer.setParamTable(NamedParameters.INSTANCE.init(conf, parametersView, initialize));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public void setParamsViewArray(@Nullable INDArray parametersView) {
    if (parametersView != null) {
      super.setParamsViewArray(parametersView);
    }
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    if (maskArray != null) {
      throw new UnsupportedOperationException("does not take masks " + layerId());
    }
    Computed computed = (Computed) layerConf();
    INDArray output = computed.compute(this::parameter, input.castTo(dataType).dup('c'));
    return workspaces.dup(ArrayType.ACTIVATIONS, output, 'c');
  }

  private INDArray parameter(String name) {
    return Objects.requireNonNull(params.get(name), name);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException(
        "is for prediction and explanation and cannot be trained " + layerId());
  }

  @Override
  public Type type() {
    return Type.FEED_FORWARD;
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public Layer clone() {
    return of(conf.clone(), null, index, params() == null ? null : params().dup(), false, dataType);
  }
}
