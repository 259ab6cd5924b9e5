package io.github.dl4jdeeplift.keras.layer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Cuts the parameters of a {@link Computed} layer from the network's; they begin as 0. */
final class NamedParameters implements ParamInitializer {
  static final NamedParameters INSTANCE = new NamedParameters();

  private NamedParameters() {}

  private static Map<String, long[]> shapes(Layer layer) {
    return ((Computed) layer).parameterShapes();
  }

  private static long length(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return shapes(layer).values().stream().mapToLong(NamedParameters::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.copyOf(shapes(layer).keySet());
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return shapes(layer).containsKey(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, @Nullable INDArray parametersView, boolean initialize) {
    shapes(conf.getLayer()).keySet().forEach(conf::addVariable);
    if (initialize && parametersView != null) {
      parametersView.assign(0);
    }
    return cut(conf.getLayer(), parametersView);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return cut(conf.getLayer(), gradientView);
  }

  private static Map<String, INDArray> cut(Layer layer, @Nullable INDArray view) {
    Map<String, INDArray> parameters = new LinkedHashMap<>();
    if (view == null) {
      return parameters;
    }
    INDArray all = view.reshape(view.length());
    long begin = 0;
    for (Map.Entry<String, long[]> parameter : shapes(layer).entrySet()) {
      long end = begin + length(parameter.getValue());
      INDArray own = all.get(NDArrayIndex.interval(begin, end));
      parameters.put(parameter.getKey(), own.reshape('c', parameter.getValue()));
      begin = end;
    }
    return parameters;
  }
}
