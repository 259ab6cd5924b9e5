package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork.WeightGroup;
import io.github.dl4jdeeplift.keras.config.KerasNetwork.WeightGroup.Member;
import io.github.dl4jdeeplift.keras.translate.WeightSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The places for arrays of weights, under the names by which a file may store them. A layer that is
 * called several times has one set of places for all its calls.
 */
final class WeightPlaces {
  private final TranslatedNetwork translated;
  private final Map<String, List<KerasLayer>> calls = new LinkedHashMap<>();

  /**
   * A place.
   *
   * @param origin the layer's {@link KerasLayer#origin}
   * @param index the place among the layer's
   * @param slot what belongs there
   */
  record Place(String origin, int index, WeightSlot slot) {}

  WeightPlaces(TranslatedNetwork translated) {
    this.translated = translated;
    for (KerasLayer layer : translated.network().layers()) {
      if (!layer.isInput()) {
        calls.computeIfAbsent(layer.origin(), origin -> new ArrayList<>()).add(layer);
      }
    }
    calls.values().forEach(this::requireOneKind);
  }

  /** The same weights must fit every call of a layer. */
  private void requireOneKind(List<KerasLayer> layers) {
    List<Place> first = places(layers.get(0));
    for (KerasLayer layer : layers) {
      if (!describe(places(layer)).equals(describe(first))) {
        throw layer.unsupported(
            "it is called on inputs that need other weights than those of '"
                + layers.get(0).name()
                + "'");
      }
    }
  }

  private static List<String> describe(List<Place> places) {
    return places.stream().map(place -> place.slot.name() + place.slot.shape()).toList();
  }

  /** Returns the names of the layers in the network that share weights. */
  List<String> layers(String origin) {
    return calls.getOrDefault(origin, List.of()).stream().map(KerasLayer::name).toList();
  }

  /** Returns what a layer of the network keeps at a place. */
  WeightSlot slot(String layer, int index) {
    return Objects.requireNonNull(translated.translations().get(layer)).weights().get(index);
  }

  private List<Place> places(KerasLayer layer) {
    List<WeightSlot> slots = translated.translation(layer).weights();
    List<Place> places = new ArrayList<>();
    for (int index = 0; index < slots.size(); index++) {
      places.add(new Place(layer.origin(), index, slots.get(index)));
    }
    return places;
  }

  private List<Place> places(String origin) {
    List<KerasLayer> layers = calls.get(origin);
    return layers == null ? List.of() : places(layers.get(0));
  }

  /**
   * Returns the places in the order in which a file stores their arrays, by the file's names. HDF5
   * files store those of a model inside of the model under its name; others may name each layer.
   *
   * @param stored the names under which the file has arrays
   */
  Map<String, List<Place>> byName(Set<String> stored) {
    Map<String, List<Place>> byName = new LinkedHashMap<>();
    for (WeightGroup group : translated.network().weightGroups()) {
      boolean apart =
          group.members().stream()
              .map(Member::origin)
              .anyMatch(origin -> !origin.equals(group.name()) && stored.contains(origin));
      if (apart) {
        group.members().forEach(member -> byName.put(member.origin(), places(member.origin())));
      } else {
        byName.put(group.name(), inOrder(group));
      }
    }
    return byName;
  }

  /** Within a model, what is trained comes first, then what is not. */
  private List<Place> inOrder(WeightGroup group) {
    Stream<Place> trained = group.members().stream().flatMap(member -> places(member, true));
    Stream<Place> others = group.members().stream().flatMap(member -> places(member, false));
    return Stream.concat(trained, others).toList();
  }

  private Stream<Place> places(Member member, boolean trained) {
    return places(member.origin()).stream()
        .filter(place -> trained == (member.trainable() && place.slot.isTrainable()));
  }
}
