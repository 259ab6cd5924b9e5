package io.github.dl4jdeeplift.rule;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a rule is made from: one layer, vertex or preprocessor as Deeplearning4j configures it.
 *
 * @param <T> the configuration's type
 * @param name the layer's name
 * @param configuration the configuration, not to be changed
 * @param parameters parameters by Deeplearning4j's keys; views that are not to be changed or kept
 * @param dataType type in which the rule computes, FLOAT or DOUBLE
 * @param table the rules, for wrappers to look up the layer inside
 */
public record LayerView<T>(
    String name,
    T configuration,
    Map<String, INDArray> parameters,
    DataType dataType,
    RuleTable table) {
  /** Copies the table of parameters. */
  public LayerView {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Returns a copy of a parameter in the rule's data type, in C order.
   *
   * @param key Deeplearning4j's key, such as {@code W}
   * @throws IllegalArgumentException if the layer has no such parameter
   */
  public INDArray parameter(String key) {
    INDArray value = parameterOrNull(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "layer '" + name + "' has no parameter '" + key + "', only " + parameters.keySet());
    }
    return value;
  }

  /**
   * Returns a copy of a parameter in the rule's data type, in C order, or null where the layer has
   * none of that name (a layer without bias).
   *
   * @param key Deeplearning4j's key, such as {@code b}
   */
  public @Nullable INDArray parameterOrNull(String key) {
    INDArray value = parameters.get(key);
    return value == null ? null : value.dup('c').castTo(dataType);
  }

  /**
   * Returns the same view of another configuration, such as the layer inside a wrapper.
   *
   * @param other the other configuration
   */
  public <U> LayerView<U> of(U other) {
    return new LayerView<>(name, other, parameters, dataType, table);
  }

  /**
   * Returns the nodes of the layer inside a wrapper.
   *
   * @param inner its configuration
   * @param prefix what the wrapper puts in front of the names of its parameters
   * @throws UnsupportedLayerException if it has no rule
   */
  public Expansion inside(Object inner, String prefix) {
    Map<String, INDArray> own = new HashMap<>();
    parameters.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value);
          }
        });
    return table
        .nodesOf(new LayerView<>(name, inner, own, dataType, table))
        .orElseThrow(
            () ->
                new UnsupportedLayerException(
                    "no rule for the layer inside, " + inner.getClass().getName()));
  }
}
