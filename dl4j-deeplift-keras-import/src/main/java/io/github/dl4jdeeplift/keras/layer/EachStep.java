package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.sequence.EachStepRule;
import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A layer at each time step: {@code [batch, time, ...]}, of which the layer inside sees {@code
 * [batch · time, ...]}. Deeplearning4j's own wrapper of that kind takes vectors alone.
 */
public final class EachStep extends BaseWrapperLayer {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the configuration.
   *
   * @param underlying the layer inside
   */
  public EachStep(@JsonProperty("underlying") org.deeplearning4j.nn.conf.layers.Layer underlying) {
    super(underlying);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      @Nullable Collection<TrainingListener> listeners,
      int index,
      @Nullable INDArray parametersView,
      boolean initialize,
      DataType dataType) {
    NeuralNetConfiguration inside = conf.clone();
    inside.setLayer(getUnderlying());
    return new EachStepRuntime(
        getUnderlying()
            .instantiate(inside, listeners, index, parametersView, initialize, dataType));
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType input) {
    throw new UnsupportedOperationException(
        "layer '" + getLayerName() + "' infers no sizes: build the network without input types");
  }

  @Override
  public IUpdater getUpdaterByParam(String name) {
    return getUnderlying().getUpdaterByParam(name);
  }

  /** Returns the nodes by which the layer is explained. */
  Expansion nodes(LayerView<?> view) {
    return EachStepRule.of(view.inside(getUnderlying(), ""));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EachStep step
        && step.getUnderlying().equals(getUnderlying())
        && Objects.equals(step.getLayerName(), getLayerName());
  }

  @Override
  public int hashCode() {
    return Objects.hash(getUnderlying(), getLayerName());
  }

  @Override
  public String toString() {
    return "EachStep(" + getUnderlying() + ")";
  }
}
