package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.BroadcastVertex;
import io.github.dl4jdeeplift.keras.layer.ChannelScale;
import io.github.dl4jdeeplift.keras.layer.HeadsVertex;
import io.github.dl4jdeeplift.keras.layer.MaskedVertex;
import io.github.dl4jdeeplift.keras.layer.MaskedVertex.Use;
import io.github.dl4jdeeplift.keras.layer.MatrixProductVertex;
import io.github.dl4jdeeplift.keras.layer.SumVertex;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * {@code Attention} (Luong et al. 2015), whose scores are products of queries and keys, and {@code
 * AdditiveAttention} (Bahdanau et al. 2015), whose scores are sums of tanh(query + key).
 *
 * @param additive whether it is the latter
 */
record ScoresTranslator(boolean additive) implements MasksTranslator {
  private static final int MOST_INPUTS = 3;

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    return translateMasked(layer, options, inputs, Set.of());
  }

  /** Masked values get no weight, and the output is 0 at masked queries; a key's mask is unused. */
  @Override
  public Translation translateMasked(
      KerasLayer layer, LayerOptions options, List<TensorShape> inputs, Set<Integer> masked) {
    StepGraph steps = new StepGraph();
    int last = attended(layer, options, steps, inputs, masked.contains(1));
    if (masked.contains(0)) {
      steps.vertex(new MaskedVertex(Use.PRODUCT), last, Translation.input(inputs.size()));
    }
    return steps.translation(output(inputs));
  }

  @Override
  public boolean handsMaskOn(KerasLayer layer, Set<Integer> masked) {
    return masked.contains(0);
  }

  private int attended(
      KerasLayer layer,
      LayerOptions options,
      StepGraph steps,
      List<TensorShape> inputs,
      boolean masked) {
    if (inputs.size() < 2 || inputs.size() > MOST_INPUTS) {
      throw layer.unsupported("it takes a query, a value and perhaps a key, not " + inputs);
    }
    inputs.forEach(input -> input.requireRank(layer, 2, 2));
    if (options.flag("causal", false)) {
      throw layer.unsupported("causal is not supported: leave it out and save it again");
    }
    options.ignore("dropout", "seed");
    boolean scaled = options.flag("use_scale");
    String mode = options.text("score_mode", "dot");
    if (!mode.equals("dot") && !mode.equals("concat")) {
      throw layer.unsupported("score_mode '" + mode + "' is not supported");
    }
    if (!additive && mode.equals("dot")) {
      return products(steps, scaled, inputs, masked);
    }
    int scores = sums(layer, steps, scaled, inputs);
    if (masked) {
      scores = steps.vertex(new MaskedVertex(Use.SCORES), scores, Translation.input(inputs.size()));
    }
    int weights = steps.layer(new ActivationLayer(new ActivationSoftmax()), List.of(), scores);
    return steps.vertex(new MatrixProductVertex(false, false), weights, Translation.input(1));
  }

  private static int key(List<TensorShape> inputs) {
    return inputs.size() - 1;
  }

  private static TensorShape output(List<TensorShape> inputs) {
    return inputs.get(0).with(1, inputs.get(1).channels());
  }

  private static int products(
      StepGraph steps, boolean scaled, List<TensorShape> inputs, boolean masked) {
    int query = Translation.input(0);
    if (scaled) {
      query = steps.layer(new ChannelScale(1, true, false), List.of(number("scale")), query);
    }
    int key = Translation.input(key(inputs));
    int value = Translation.input(1);
    return masked
        ? steps.vertex(
            new HeadsVertex(1, 1, /* keysMasked= */ true, /* queriesMasked= */ false),
            query,
            key,
            value,
            Translation.input(inputs.size()))
        : steps.vertex(new HeadsVertex(1, 1), query, key, value);
  }

  private static WeightSlot number(String name) {
    return WeightSlot.arranged(name, "gamma", stored -> stored.reshape(1));
  }

  private int sums(KerasLayer layer, StepGraph steps, boolean scaled, List<TensorShape> inputs) {
    TensorShape query = inputs.get(0);
    TensorShape key = inputs.get(key(inputs));
    int size = query.knownChannels(layer);
    int queries =
        steps.vertex(new ReshapeVertex(-1, query.known(layer, 0), 1, size), Translation.input(0));
    int keys =
        steps.vertex(
            new ReshapeVertex(-1, 1, key.known(layer, 0), key.knownChannels(layer)),
            Translation.input(key(inputs)));
    int last = steps.vertex(new BroadcastVertex(BroadcastVertex.Operation.ADD), queries, keys);
    if (!additive && scaled) {
      last = steps.layer(new ChannelScale(1, true, false), List.of(number("scale")), last);
    }
    last = steps.layer(new ActivationLayer(new ActivationTanH()), List.of(), last);
    if (additive && scaled) {
      WeightSlot scale = WeightSlot.same("scale", "gamma", size);
      last = steps.layer(new ChannelScale(size, true, false), List.of(scale), last);
    }
    last = steps.vertex(new SumVertex(List.of(3), /* mean= */ false, /* kept= */ false), last);
    if (!additive) {
      List<WeightSlot> factor = List.of(number("concat_score_weight"));
      last = steps.layer(new ChannelScale(1, true, false), factor, last);
    }
    return last;
  }
}
