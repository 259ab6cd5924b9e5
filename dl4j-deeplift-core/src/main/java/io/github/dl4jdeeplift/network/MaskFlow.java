package io.github.dl4jdeeplift.network;

import io.github.dl4jdeeplift.graph.LayerId;
import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.MaskState;
import io.github.dl4jdeeplift.rule.mask.MaskUse;
import io.github.dl4jdeeplift.rule.mask.MaskedRule;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import io.github.dl4jdeeplift.rule.table.MaskRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The masks that travel beside the values of a network, from layer to layer. */
final class MaskFlow {
  private final Map<String, String> masks = new HashMap<>();
  private final Map<String, String> ofLabels = new HashMap<>();
  private final List<String> names;

  /**
   * Begins at the network's inputs.
   *
   * @param places which inputs and outputs have masks
   * @param inputs names of the network's inputs
   * @param outputs names of its outputs
   */
  MaskFlow(MaskPlaces places, List<String> inputs, List<String> outputs) {
    this.names = places.names(inputs, outputs);
    for (int index = 0; index < inputs.size(); index++) {
      if (places.ofInput(index)) {
        masks.put(inputs.get(index), MaskPlaces.nameOfInput(inputs.get(index)));
      }
    }
    for (int index = 0; index < outputs.size(); index++) {
      if (places.ofOutput(index)) {
        ofLabels.put(outputs.get(index), MaskPlaces.nameOfOutput(outputs.get(index)));
      }
    }
  }

  /** Returns the names of the masks that are given, in order. */
  List<String> names() {
    return names;
  }

  List<MaskState> statesOf(List<String> inputs) {
    return inputs.stream()
        .map(input -> masks.containsKey(input) ? MaskState.FED : MaskState.ABSENT)
        .toList();
  }

  boolean has(String value) {
    return masks.containsKey(value);
  }

  void handOn(String from, String to) {
    String mask = masks.get(from);
    if (mask != null) {
      masks.put(to, mask);
    }
  }

  /**
   * What a layer reads.
   *
   * @param inputs names of values
   * @param masks names of their masks, null where there is none
   */
  record Sources(List<String> inputs, List<@Nullable String> masks) {
    /** Returns the values or masks that a place of an expansion stands for. */
    Stream<String> at(int place) {
      if (place == Expansion.INPUTS) {
        return inputs.stream();
      }
      int index = Expansion.inputOf(place);
      String name = Expansion.isMask(place) ? masks.get(index) : inputs.get(index);
      return Stream.ofNullable(name);
    }
  }

  /**
   * What masks make of a layer.
   *
   * @param sources what its nodes read
   * @param multiplied place of the mask that multiplies its output, and the rule; null for none
   * @param nodes the node that makes its output's mask, where there is one
   */
  record Masked(Sources sources, Expansion.@Nullable Part multiplied, List<Node> nodes) {
    static Masked none(List<String> inputs) {
      List<@Nullable String> masks = new ArrayList<>(Collections.nCopies(inputs.size(), null));
      return new Masked(new Sources(inputs, masks), null, List.of());
    }

    Expansion apply(Expansion plain) {
      return multiplied == null
          ? plain
          : plain.thenMasked(multiplied.rule(), multiplied.from().get(0));
    }
  }

  /**
   * A layer that masks come to.
   *
   * @param layer its identity
   * @param name name of its value, which is that of a lane where values are stacked
   */
  record Met(LayerId layer, String name) {}

  /**
   * Takes masks through a layer.
   *
   * @param met the layer
   * @param view its view
   * @param inputs names of what it reads
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException if it has no masked form
   */
  Masked through(Met met, LayerView<?> view, List<String> inputs) {
    Sources sources =
        new Sources(inputs, new ArrayList<>(inputs.stream().map(masks::get).toList()));
    String labels = ofLabels.get(met.name());
    if (labels != null) {
      MaskUse use = MaskRules.ofLabels(view);
      return multiplied(use, sources, List.of(), use.onward() == null ? null : labels);
    }
    if (sources.masks.stream().allMatch(Objects::isNull)) {
      return new Masked(sources, null, List.of());
    }
    MaskUse use = MaskRules.of(view);
    List<Node> made = new ArrayList<>();
    String onward = onward(met, use.onward(), sources, made);
    if (onward != null) {
      masks.put(met.name(), onward);
    }
    return multiplied(use, sources, made, onward);
  }

  /** Puts the mask that multiplies the output behind those of the inputs. */
  private static Masked multiplied(
      MaskUse use, Sources sources, List<Node> made, @Nullable String mask) {
    if (use.effect() != MaskUse.Effect.MULTIPLIES || mask == null) {
      return new Masked(sources, null, made);
    }
    int place = Expansion.mask(sources.masks.size());
    sources.masks.add(mask);
    return new Masked(
        sources, new Expansion.Part(MaskedRule.product(use.axis()), List.of(place)), made);
  }

  private static @Nullable String onward(
      Met met, Expansion.@Nullable Part part, Sources sources, List<Node> made) {
    if (part == null) {
      return null;
    }
    List<String> from = part.from().stream().flatMap(sources::at).toList();
    if (from.size() < part.from().size()) {
      return null;
    }
    if (part.rule() instanceof IdentityRule) {
      return from.get(0);
    }
    String name = met.name() + "/mask";
    made.add(new Node(name, met.layer(), part.rule(), from));
    return name;
  }
}
