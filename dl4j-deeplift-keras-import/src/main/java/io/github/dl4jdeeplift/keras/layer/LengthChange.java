package io.github.dl4jdeeplift.keras.layer;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Configuration of a layer that makes sequences longer or shorter at their ends. */
abstract class LengthChange extends NoParamLayer {
  private static final long serialVersionUID = 1L;

  private final int before;
  private final int after;

  LengthChange(int before, int after) {
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "numbers of positions must be at least 0: before " + before + ", after " + after);
    }
    this.before = before;
    this.after = after;
  }

  /** Returns the positions added or cut before the sequence. */
  public int getBefore() {
    return before;
  }

  /** Returns the positions added or cut after the sequence. */
  public int getAfter() {
    return after;
  }

  /** Tells whether positions are added, else cut. */
  abstract boolean lengthens();

  private long outputLength(long length) {
    long ends = (long) before + after;
    return lengthens() ? length + ends : length - ends;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      @Nullable Collection<TrainingListener> listeners,
      int index,
      @Nullable INDArray parametersView,
      boolean initializeParameters,
      DataType dataType) {
    LengthChangeRuntime layer = new LengthChangeRuntime(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(index);
    Map<String, INDArray> parameters = initializer().init(conf, parametersView, false);
    layer.setParamTable(parameters);
    layer.setConf(conf);
    return layer;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType input) {
    if (!(input instanceof InputTypeRecurrent sequence) || sequence.getFormat() != RNNFormat.NWC) {
      throw new IllegalStateException(
          "layer "
              + layerIndex
              + " '"
              + getLayerName()
              + "' takes sequences of [batch, positions,"
              + " channels] (NWC), not "
              + input);
    }
    long length = sequence.getTimeSeriesLength();
    return InputType.recurrent(
        sequence.getSize(), length < 0 ? length : outputLength(length), RNNFormat.NWC);
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
        new LayerMemoryReport.Builder(getLayerName(), getClass(), input, getOutputType(-1, input)),
        0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LengthChange change
        && change.getClass() == getClass()
        && change.before == before
        && change.after == after
        && Objects.equals(change.getLayerName(), getLayerName());
  }

  @Override
  public int hashCode() {
    return Objects.hash(getClass(), before, after, getLayerName());
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "(before=" + before + ", after=" + after + ")";
  }
}
