package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Tiling;
import io.github.dl4jdeeplift.graph.LayerOutline;
import io.github.dl4jdeeplift.network.KerasImporterFaults;
import io.github.dl4jdeeplift.network.NetworkAdapter;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.table.LibraryRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares a {@link DeepLift}; a later choice of the same thing wins. */
public final class DeepLiftBuilder {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeepLiftBuilder.class);

  private final Model network;
  private final List<RuleRow<?>> rows = new ArrayList<>();
  private NonlinearityRule nonlinearityRule = NonlinearityRule.RESCALE;
  private final Map<String, NonlinearityRule> rulesOfLayers = new LinkedHashMap<>();
  private @Nullable MaxPoolingRule maxPoolingRule;
  private List<String> layers = List.of();
  private ChannelAxes hypothetical = ChannelAxes.NONE;
  private ChannelAxes normalized = ChannelAxes.NONE;
  private boolean completenessRequired;
  private Tiling tiling = Tiling.DEFAULT;

  DeepLiftBuilder(Model network) {
    this.network = network;
  }

  /**
   * Chooses how functions of one number are explained, {@link NonlinearityRule#RESCALE} by default.
   *
   * @param rule the rule of all layers that none is chosen for by name
   */
  public DeepLiftBuilder nonlinearityRule(NonlinearityRule rule) {
    nonlinearityRule = rule;
    return this;
  }

  /**
   * Chooses how the activation function of one layer is explained.
   *
   * @param layer the layer's name
   * @param rule the rule
   */
  public DeepLiftBuilder nonlinearityRule(String layer, NonlinearityRule rule) {
    rulesOfLayers.put(layer, rule);
    return this;
  }

  /**
   * Chooses how maxima over windows are explained, {@link MaxPoolingRule#CROSS_MAX} by default;
   * with {@link NonlinearityRule#GRADIENT} for the whole network {@link
   * MaxPoolingRule#GRADIENT_AT_INPUT}.
   *
   * @param rule the rule of all such layers
   */
  public DeepLiftBuilder maxPoolingRule(MaxPoolingRule rule) {
    maxPoolingRule = rule;
    return this;
  }

  /**
   * Gives a rule for a layer or vertex of the user's own, or in place of this library's rule.
   *
   * @param <T> the configuration class
   * @param type configuration class, met exactly
   * @param rule makes the rule of one such layer
   */
  public <T> DeepLiftBuilder rule(Class<T> type, Function<LayerView<T>, Rule> rule) {
    rows.add(RuleRow.of(type, rule));
    return this;
  }

  /**
   * Asks for contributions at hidden layers too, after their activation.
   *
   * @param names the layers' names
   */
  public DeepLiftBuilder attributeTo(String... names) {
    layers = Arrays.stream(names).distinct().toList();
    return this;
  }

  /**
   * Asks for hypothetical contributions, H = m − ⟨m, reference⟩ over channels, averaged over
   * references after the product.
   *
   * @param axes dimension of the channels of each input, or one for all inputs; the batch counts as
   *     0, negative numbers count from the end
   */
  public DeepLiftBuilder hypotheticalContributions(int... axes) {
    hypothetical = new ChannelAxes(Arrays.stream(axes).boxed().toList());
    return this;
  }

  /**
   * Normalizes the weights of the first dense layers and convolutions, for inputs whose channels
   * sum to one number everywhere, such as one-hot sequences (section 2.6). The network computes the
   * same; its contributions no longer depend on what all weights of a filter's column have in
   * common.
   *
   * @param axes dimension of the channels of each input, or one for all inputs; the batch counts as
   *     0, negative numbers count from the end; none for the last dimension
   */
  public DeepLiftBuilder normalizeWeights(int... axes) {
    normalized =
        new ChannelAxes(axes.length == 0 ? List.of(-1) : Arrays.stream(axes).boxed().toList());
    return this;
  }

  /**
   * Makes {@code explain()} throw where contributions do not sum to the target's difference, where
   * it warns by default.
   */
  public DeepLiftBuilder requireCompleteness() {
    completenessRequired = true;
    return this;
  }

  /**
   * Sets the memory that a tile of examples and references may take while it is explained, 512 MiB
   * by default, and that a call may keep for the next ones. Smaller tiles give the same scores.
   *
   * @param bytes the limit; one pair is explained at a time where even one exceeds it
   * @throws IllegalArgumentException if {@code bytes} is not positive
   */
  public DeepLiftBuilder memoryLimit(long bytes) {
    tiling = new Tiling(bytes, tiling.rows(), tiling.progress());
    return this;
  }

  /**
   * Sets how many pairs of example and reference are explained at once, 256 by default.
   *
   * @param pairs the most pairs; fewer are taken where the memory limit asks for it
   * @throws IllegalArgumentException if {@code pairs} is not positive
   */
  public DeepLiftBuilder batchSize(int pairs) {
    tiling = new Tiling(tiling.memory(), pairs, tiling.progress());
    return this;
  }

  /**
   * Sets what is told of a call's progress, in its thread.
   *
   * @param listener takes the part of the pairs that is done, from 0 to 1
   */
  public DeepLiftBuilder progress(DoubleConsumer listener) {
    tiling = new Tiling(tiling.memory(), tiling.rows(), listener);
    return this;
  }

  /**
   * Says what {@link #build} would do at each layer, or why it would refuse it.
   *
   * @return all layers, vertices and preprocessors, in the network's order
   * @throws IllegalArgumentException if the network has not been initialized, or is of another kind
   */
  public List<LayerOutline> outline() {
    return NetworkAdapter.copyOf(network).outlines(LibraryRules.with(rows));
  }

  /**
   * Copies the network and finds a rule for each of its layers.
   *
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming every layer without a rule
   * @throws IllegalArgumentException if the network has not been initialized or is of another kind,
   *     or if a choice names a layer that is not there or cannot be made for it
   */
  public DeepLift build() {
    warnOfImporter();
    return new DeepLift(network, settings());
  }

  private void warnOfImporter() {
    List<String> doubtful = KerasImporterFaults.in(network);
    if (!doubtful.isEmpty()) {
      LOGGER.warn(
          "this network seems to come from Deeplearning4j's own Keras importer, which may have given"
              + " it another function than Keras's at {}: load the file by KerasModels.load(..) of"
              + " dl4j-deeplift-keras-import, or compare outputs",
          String.join(", ", doubtful));
    }
  }

  Settings settings() {
    return new Settings(
        LibraryRules.with(rows),
        new RuleChoices(nonlinearityRule, rulesOfLayers, maxPoolingRule),
        new WantedScores(layers, hypothetical),
        normalized,
        completenessRequired,
        tiling);
  }
}
