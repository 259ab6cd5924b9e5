package io.github.dl4jdeeplift.keras.layer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration of a layer of this library. It takes arrays channels last, and infers no sizes: it
 * is not for {@code setInputTypes(..)}.
 */
abstract class ComputedLayer extends BaseLayer implements Computed {
  private static final long serialVersionUID = 1L;

  /** Returns everything that tells this layer from others of its class. */
  abstract List<Object> options();

  @Override
  public Map<String, long[]> parameterShapes() {
    return Map.of();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      @Nullable Collection<TrainingListener> listeners,
      int index,
      @Nullable INDArray parametersView,
      boolean initialize,
      DataType dataType) {
    return ComputedRuntime.of(conf, listeners, index, parametersView, initialize, dataType);
  }

  @Override
  public ParamInitializer initializer() {
    return NamedParameters.INSTANCE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType input) {
    throw new UnsupportedOperationException(
        "layer '" + getLayerName() + "' infers no sizes: build the network without input types");
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    // its sizes are given
  }

  @Override
  public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return PredictionMemory.of(
        new LayerMemoryReport.Builder(getLayerName(), getClass(), input, input),
        NamedParameters.INSTANCE.numParams(this));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ComputedLayer layer
        && layer.getClass() == getClass()
        && layer.options().equals(options())
        && Objects.equals(layer.getLayerName(), getLayerName());
  }

  @Override
  public int hashCode() {
    return Objects.hash(getClass(), options(), getLayerName());
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + options();
  }
}
