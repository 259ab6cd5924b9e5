package io.github.dl4jdeeplift;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers of a user's own, as SameDiff graphs. */
final class OwnLayer {
  private OwnLayer() {}

  /** What a layer without parameters computes. */
  interface Function {
    SDVariable of(SameDiff graph, SDVariable input);
  }

  /** What a layer with parameters computes. */
  interface FunctionOfParameters {
    SDVariable of(SameDiff graph, SDVariable input, Map<String, SDVariable> parameters);
  }

  static SameDiffLambdaLayer of(Function function) {
    return new Lambda(function);
  }

  /**
   * A layer with parameters.
   *
   * @param shapes name and shape of each
   */
  static SameDiffLayer of(Map<String, long[]> shapes, FunctionOfParameters function) {
    return new WithParameters(shapes, function);
  }

  @SuppressWarnings("serial") // never written
  private static final class Lambda extends SameDiffLambdaLayer {
    private final transient Function function;

    Lambda(Function function) {
      this.function = function;
    }

    @Override
    public SDVariable defineLayer(SameDiff graph, SDVariable input) {
      return function.of(graph, input);
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
      return type;
    }
  }

  @SuppressWarnings("serial") // never written
  private static final class WithParameters extends SameDiffLayer {
    private final transient Map<String, long[]> shapes;
    private final transient FunctionOfParameters function;

    WithParameters(Map<String, long[]> shapes, FunctionOfParameters function) {
      this.shapes = new LinkedHashMap<>(shapes);
      this.function = function;
    }

    @Override
    public SDVariable defineLayer(
        SameDiff graph, SDVariable input, Map<String, SDVariable> parameters, SDVariable mask) {
      return function.of(graph, input, parameters);
    }

    @Override
    public InputType getOutputType(int index, InputType type) {
      return type;
    }

    @Override
    public void defineParameters(SDLayerParams params) {
      shapes.forEach(params::addWeightParam);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
      params.values().forEach(value -> value.assign(0.1));
    }
  }
}
