package io.github.dl4jdeeplift.rule;

import java.util.HashMap;
import java.util.List;
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
 * @param masks how masks come to its inputs, one for each; none where there are no masks at all
 */
public record LayerView<T>(
    String name,
    T configuration,
    Map<String, INDArray> parameters,
    DataType dataType,
    RuleTable table,
    List<MaskState> masks) {
  /** Copies the table of parameters and the list. */
  public LayerView {
    parameters = Map.copyOf(parameters);
    masks = List.copyOf(masks);
  }

  /** Makes the view of a layer that no mask reaches. */
  public LayerView(
      String name,
      T configuration,
      Map<String, INDArray> parameters,
      DataType dataType,
      RuleTable table) {
    this(name, configuration, parameters, dataType, table, List.of());
  }

  /**
   * Returns how a mask comes to an input.
   *
   * @param input the input's place
   */
  public MaskState mask(int input) {
    return input < masks.size() ? masks.get(input) : MaskState.ABSENT;
  }

  /** Tells whether a mask comes to the first input. */
  public boolean isMasked() {
    return mask(0) != MaskState.ABSENT;
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
   * Returns the same view with another way in which the masks come.
   *
   * @param state the way; nothing changes where there is no mask
   */
  public LayerView<T> withMasks(MaskState state) {
    return new LayerView<>(
        name,
        configuration,
        parameters,
        dataType,
        table,
        masks.stream().map(mask -> mask == MaskState.ABSENT ? mask : state).toList());
  }

  /**
   * Returns the same view of another configuration, such as the layer inside a wrapper.
   *
   * @param other the other configuration
   */
  public <U> LayerView<U> of(U other) {
    return new LayerView<>(name, other, parameters, dataType, table, masks);
  }

  /**
   * Returns the nodes of the layer inside a wrapper.
   *
   * @param inner its configuration
   * @param prefix what the wrapper puts in front of the names of its parameters
   * @throws UnsupportedLayerException if it has no rule
   */
  public Expansion inside(Object inner, String prefix) {
    return inside(inner, prefix, mask(0));
  }

  /**
   * Returns the nodes of the layer inside a wrapper that does something else with masks.
   *
   * @param inner its configuration
   * @param prefix what the wrapper puts in front of the names of its parameters
   * @param mask how a mask comes to it
   * @throws UnsupportedLayerException if it has no rule
   */
  public Expansion inside(Object inner, String prefix, MaskState mask) {
    Map<String, INDArray> own = new HashMap<>();
    parameters.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value);
          }
        });
    return table
        .nodesOf(new LayerView<>(name, inner, own, dataType, table, List.of(mask)))
        .orElseThrow(
            () ->
                new UnsupportedLayerException(
                    "no rule for the layer inside, " + inner.getClass().getName()));
  }
}
