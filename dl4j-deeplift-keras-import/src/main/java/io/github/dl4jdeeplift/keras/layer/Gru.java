package io.github.dl4jdeeplift.keras.layer;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.sequence.GruRule;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A gated recurrent unit with Keras's weights, on sequences {@code [batch, time, channels]}; all
 * time steps are its output.
 *
 * <p>Parameters: {@code W} {@code [in, 3·units]}, {@code RW} {@code [units, 3·units]}, in blocks of
 * update gate, reset gate and candidate; {@code b} {@code [1, 3·units]}, or {@code [2, 3·units]}
 * with the reset gate after the product, where the second row is added to it.
 */
public final class Gru extends BaseRecurrentLayer implements Computed {
  private static final long serialVersionUID = 1L;

  private final IActivation gateActivation;
  private final boolean resetAfter;

  /**
   * Makes the configuration.
   *
   * @param nIn channels of the input
   * @param nOut units
   * @param activation function of the candidate
   * @param gateActivation function of the gates
   * @param resetAfter whether the reset gate acts after the product with the state
   */
  public Gru(
      @JsonProperty("nIn") long nIn,
      @JsonProperty("nOut") long nOut,
      @JsonProperty("activationFn") IActivation activation,
      @JsonProperty("gateActivation") IActivation gateActivation,
      @JsonProperty("resetAfter") boolean resetAfter) {
    setNIn(nIn);
    setNOut(nOut);
    setActivationFn(activation);
    setRnnDataFormat(RNNFormat.NWC);
    setIUpdater(new NoOp());
    this.gateActivation = gateActivation;
    this.resetAfter = resetAfter;
  }

  /** Returns the function of the gates. */
  public IActivation getGateActivation() {
    return gateActivation;
  }

  /** Returns whether the reset gate acts after the product with the state. */
  public boolean isResetAfter() {
    return resetAfter;
  }

  @Override
  public Map<String, long[]> parameterShapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("W", new long[] {getNIn(), 3 * getNOut()});
    shapes.put("RW", new long[] {getNOut(), 3 * getNOut()});
    shapes.put("b", new long[] {resetAfter ? 2 : 1, 3 * getNOut()});
    return shapes;
  }

  @Override
  public INDArray compute(Parameters parameters, INDArray input) {
    return new GruSteps(this, parameters).run(input);
  }

  @Override
  public Expansion nodes(LayerView<?> view) {
    return Expansion.chain(GruRule.of(view, getActivationFn(), gateActivation));
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
  public LayerMemoryReport getMemoryReport(InputType input) {
    return PredictionMemory.of(
        new LayerMemoryReport.Builder(getLayerName(), getClass(), input, input),
        NamedParameters.INSTANCE.numParams(this));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Gru gru
        && super.equals(other)
        && gru.resetAfter == resetAfter
        && gru.gateActivation.equals(gateActivation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), resetAfter, gateActivation);
  }

  @Override
  public String toString() {
    return "Gru(nIn=" + getNIn() + ", nOut=" + getNOut() + ", resetAfter=" + resetAfter + ")";
  }
}
