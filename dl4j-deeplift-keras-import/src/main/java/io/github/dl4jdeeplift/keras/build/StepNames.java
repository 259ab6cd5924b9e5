package io.github.dl4jdeeplift.keras.build;

import java.util.List;
import java.util.stream.IntStream;

/** Names of the layers and vertices that one Keras layer becomes. */
final class StepNames {
  private StepNames() {}

  /**
   * Returns the names of a layer's steps: the last has the layer's own, those before add {@code
   * /part1} and so on.
   *
   * @param translated the network
   * @param layer the layer's name
   * @param count number of its steps
   */
  static List<String> of(TranslatedNetwork translated, String layer, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> number == count ? layer : free(translated, layer + "/part" + number))
        .toList();
  }

  /** Returns a name that no Keras layer has. */
  static String free(TranslatedNetwork translated, String name) {
    String free = name;
    while (translated.shapes().containsKey(free)) {
      free += "_";
    }
    return free;
  }
}
