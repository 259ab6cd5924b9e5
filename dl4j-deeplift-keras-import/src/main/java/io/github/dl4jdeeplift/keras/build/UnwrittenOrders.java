package io.github.dl4jdeeplift.keras.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dl4jdeeplift.keras.config.DimensionOrder;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.KerasNetwork;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.file.SavedModel;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the order of dimensions of layers over images for which Keras 1 did not write it, by the
 * shapes of the weights: one order must fit for all of these layers, and no layer may fit in the
 * other order as well. Where the weights do not tell, the user must.
 */
final class UnwrittenOrders {
  private static final String FORMAT = "data_format";

  /** More layers are not tried one by one. */
  private static final int MOST_LAYERS = 200;

  private final KerasNetwork network;
  private final SavedModel model;
  private final Set<String> open;

  private UnwrittenOrders(KerasNetwork network, SavedModel model) {
    this.network = network;
    this.model = model;
    this.open =
        network.layers().stream()
            .filter(UnwrittenOrders::isOpen)
            .map(KerasLayer::origin)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the network with all orders written.
   *
   * @param network the network
   * @param model the file that it is of
   * @param known the order, where the user says it
   * @throws UnsupportedKerasModelException if the weights fit several orders
   */
  static KerasNetwork resolve(
      KerasNetwork network, SavedModel model, Optional<DimensionOrder> known) {
    UnwrittenOrders orders = new UnwrittenOrders(network, model);
    if (orders.open.isEmpty()) {
      return network;
    }
    return known
        .map(order -> orders.with(order == DimensionOrder.CHANNELS_FIRST ? orders.open : Set.of()))
        .orElseGet(orders::found);
  }

  private static boolean isOpen(KerasLayer layer) {
    return layer.config().path(FORMAT).asText().equals(SavedModel.UNWRITTEN_ORDER);
  }

  private KerasNetwork found() {
    RuntimeException first = reasonAgainst(open);
    RuntimeException last = reasonAgainst(Set.of());
    if (first != null && last != null) {
      throw first instanceof UnsupportedKerasModelException ? first : last;
    }
    if (!excludes(first) && !excludes(last)) {
      throw undecided(open);
    }
    Set<String> fitting = first == null ? open : Set.of();
    requireNoOther(fitting);
    return with(fitting);
  }

  /** Refuses layers that fit in the other order as well. */
  private void requireNoOther(Set<String> fitting) {
    Set<String> undecided = new TreeSet<>();
    for (String layer : open) {
      Set<String> other = new TreeSet<>(fitting);
      if (!other.remove(layer)) {
        other.add(layer);
      }
      boolean alone = open.size() == 1;
      if (open.size() > MOST_LAYERS || (!alone && !excludes(reasonAgainst(other)))) {
        undecided.add(layer);
      }
    }
    if (!undecided.isEmpty()) {
      throw undecided(undecided);
    }
  }

  private static UnsupportedKerasModelException undecided(Set<String> layers) {
    return new UnsupportedKerasModelException(
        layers.stream()
                .map(layer -> "'" + layer + "'")
                .collect(Collectors.joining(", ", "layers ", ""))
            + ": Keras 1 did not write the order of their dimensions (dim_ordering), and the weights"
            + " do not tell it: say it by KerasModels.reader().dimensionOrder(..), or load the model"
            + " in Keras 2.2 and save it again");
  }

  /** Only what Keras could not have built itself tells that an order is another one. */
  private static boolean excludes(@Nullable RuntimeException reason) {
    return reason instanceof UnreadableKerasFileException
        || (reason instanceof UnsupportedKerasModelException refusal && refusal.isOfShape());
  }

  /** Returns why the weights are not those of layers of which some have channels first. */
  private @Nullable RuntimeException reasonAgainst(Set<String> channelsFirst) {
    try {
      WeightMatcher.match(TranslatedNetwork.of(with(channelsFirst)), model.weights());
      return null;
    } catch (UnreadableKerasFileException | UnsupportedKerasModelException reason) {
      return reason;
    }
  }

  private KerasNetwork with(Set<String> channelsFirst) {
    return new KerasNetwork(
        network.layers().stream()
            .map(layer -> isOpen(layer) ? with(layer, channelsFirst) : layer)
            .toList(),
        network.inputs(),
        network.outputs(),
        network.weightGroups());
  }

  private static KerasLayer with(KerasLayer layer, Set<String> channelsFirst) {
    DimensionOrder order =
        channelsFirst.contains(layer.origin())
            ? DimensionOrder.CHANNELS_FIRST
            : DimensionOrder.CHANNELS_LAST;
    ObjectNode config = layer.config().deepCopy();
    config.put(FORMAT, order.option());
    return new KerasLayer(
        layer.name(), layer.className(), config, layer.inputs(), layer.origin(), layer.call());
  }
}
