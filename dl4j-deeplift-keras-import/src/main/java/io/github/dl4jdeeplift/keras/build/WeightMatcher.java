package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.file.WeightArray;
import io.github.dl4jdeeplift.keras.translate.Translation;
import io.github.dl4jdeeplift.keras.translate.WeightSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Matches the arrays of the file with the places that the layers have for them: each array to one
 * place and each place to one array, in Keras's order, by name and shape.
 */
final class WeightMatcher {
  /** TensorFlow 1 numbers a name that was given before: {@code kernel_1}. */
  private static final Pattern NUMBER = Pattern.compile("_\\d+$");

  private WeightMatcher() {}

  /**
   * Matches all weights of a network.
   *
   * @param translations the layers
   * @param stored the arrays, by the layer's name
   * @throws UnreadableKerasFileException if an array or a place is left over, or does not fit
   */
  static List<MatchedWeight> match(
      Map<String, Translation> translations, Map<String, List<WeightArray>> stored) {
    TreeSet<String> unknown = new TreeSet<>(stored.keySet());
    unknown.removeAll(translations.keySet());
    if (!unknown.isEmpty()) {
      throw new UnreadableKerasFileException(
          "the weights are of layers "
              + unknown
              + ", which the configuration does not have: the"
              + " configuration and the weights are of different models");
    }
    List<MatchedWeight> matched = new ArrayList<>();
    translations.forEach(
        (layer, translation) ->
            matched.addAll(
                match(layer, translation.weights(), stored.getOrDefault(layer, List.of()))));
    return matched;
  }

  private static List<MatchedWeight> match(
      String layer, List<WeightSlot> slots, List<WeightArray> arrays) {
    if (slots.size() != arrays.size()) {
      throw new UnreadableKerasFileException(
          "layer '"
              + layer
              + "' has "
              + slots.size()
              + " arrays of weights "
              + slots.stream().map(WeightSlot::name).toList()
              + " by its configuration, but "
              + arrays.size()
              + " are stored "
              + arrays.stream().map(WeightArray::name).toList());
    }
    List<MatchedWeight> matched = new ArrayList<>();
    for (int index = 0; index < slots.size(); index++) {
      requireFit(layer, slots.get(index), arrays.get(index));
      matched.add(new MatchedWeight(layer, slots.get(index), arrays.get(index)));
    }
    return matched;
  }

  private static void requireFit(String layer, WeightSlot slot, WeightArray array) {
    boolean named =
        array.name().isEmpty() // numbered in Keras's order instead
            || array.name().equals(slot.name())
            || NUMBER.matcher(array.name()).replaceFirst("").equals(slot.name());
    if (!named || !array.shape().equals(slot.shape())) {
      throw new UnreadableKerasFileException(
          "layer '"
              + layer
              + "' needs '"
              + slot.name()
              + "' of shape "
              + slot.shape()
              + " by its configuration, but '"
              + array.path()
              + "' of shape "
              + array.shape()
              + " is stored");
    }
  }
}
