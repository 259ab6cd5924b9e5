package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.build.WeightPlaces.Place;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.file.WeightArray;
import io.github.dl4jdeeplift.keras.translate.WeightSlot;
import java.util.ArrayList;
import java.util.Arrays;
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
   * @param translated the network
   * @param stored the arrays, by the name under which the file has them
   * @throws UnreadableKerasFileException if an array or a place is left over, or does not fit
   */
  static List<MatchedWeight> match(
      TranslatedNetwork translated, Map<String, List<WeightArray>> stored) {
    WeightPlaces places = new WeightPlaces(translated);
    Map<String, List<Place>> byName = places.byName(stored.keySet());
    TreeSet<String> unknown = new TreeSet<>(stored.keySet());
    unknown.removeAll(byName.keySet());
    if (!unknown.isEmpty()) {
      throw new UnreadableKerasFileException(
          "the weights are of layers "
              + unknown
              + ", which the configuration does not have: the"
              + " configuration and the weights are of different models");
    }
    List<MatchedWeight> matched = new ArrayList<>();
    byName.forEach(
        (name, expected) -> {
          List<WeightArray> arrays = stored.getOrDefault(name, List.of());
          requireFit(name, expected, arrays);
          for (int index = 0; index < arrays.size(); index++) {
            matched.addAll(matched(places, expected.get(index), arrays.get(index)));
          }
        });
    return matched;
  }

  /** One array goes to each call of its layer. */
  private static List<MatchedWeight> matched(WeightPlaces places, Place place, WeightArray array) {
    return places.layers(place.origin()).stream()
        .map(layer -> new MatchedWeight(layer, places.slot(layer, place.index()), array))
        .toList();
  }

  private static void requireFit(String name, List<Place> places, List<WeightArray> arrays) {
    if (places.size() != arrays.size()) {
      throw new UnreadableKerasFileException(
          "layer '"
              + name
              + "' has "
              + places.size()
              + " arrays of weights "
              + places.stream().map(place -> place.slot().name()).toList()
              + " by its configuration, but "
              + arrays.size()
              + " are stored "
              + arrays.stream().map(WeightArray::name).toList());
    }
    for (int index = 0; index < places.size(); index++) {
      requireFit(places.get(index).origin(), places.get(index).slot(), arrays.get(index));
    }
  }

  private static void requireFit(String layer, WeightSlot slot, WeightArray array) {
    boolean named =
        array.name().isEmpty() // numbered in Keras's order instead
            || slot.isNamed(array.name())
            || slot.isNamed(NUMBER.matcher(array.name()).replaceFirst(""));
    if (!named || !isOf(layer, array) || !array.shape().equals(slot.shape())) {
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

  /** Within a model inside of the model, the array's own name holds that of its layer. */
  private static boolean isOf(String layer, WeightArray array) {
    String own = layer.substring(layer.lastIndexOf('/') + 1);
    return !layer.contains("/")
        || array.name().isEmpty() // it lies in the layer's own group
        || Arrays.stream(array.path().split("/", -1))
            .map(part -> part.startsWith(own) ? part.substring(own.length()) : "?")
            .anyMatch(rest -> rest.isEmpty() || NUMBER.matcher(rest).matches());
  }
}
