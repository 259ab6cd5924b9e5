package io.github.dl4jdeeplift.keras.translate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.config.KerasCall;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.HeadsVertex;
import io.github.dl4jdeeplift.keras.translate.Step.LayerStep;
import io.github.dl4jdeeplift.keras.translate.Step.VertexStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/**
 * {@code MultiHeadAttention} on sequences: queries, keys and values are projected at each step,
 * compared and averaged in each head, and projected again; self attention and cross attention.
 */
final class AttentionTranslator implements MasksTranslator {
  /** Arguments that change nothing where they are false or null. */
  private static final Set<String> OFF =
      Set.of(
          "training",
          "attention_mask",
          "query_mask",
          "value_mask",
          "key_mask",
          "return_attention_scores",
          "use_causal_mask");

  @Override
  public boolean readsCall() {
    return true;
  }

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, List<TensorShape> inputs) {
    return translateMasked(layer, options, inputs, Set.of());
  }

  @Override
  public boolean handsMaskOn(KerasLayer layer, Set<Integer> masked) {
    return masked.contains(Roles.of(layer, layer.inputs().size()).query);
  }

  @Override
  public Translation translateMasked(
      KerasLayer layer, LayerOptions options, List<TensorShape> inputs, Set<Integer> masked) {
    Roles roles = Roles.of(layer, inputs.size());
    inputs.forEach(input -> input.requireRank(layer, 2, 2));
    requirePlain(layer, options);
    int heads = options.size("num_heads");
    int size = options.size("key_dim");
    int width = options.has("value_dim") ? options.size("value_dim") : size;
    options.ignore("value_dim", "dropout", "seed", "query_shape", "key_shape", "value_shape");
    options.ignore("flash_attention");
    boolean bias = options.flag("use_bias");
    TensorShape query = inputs.get(roles.query);
    int out = output(layer, options, query);
    Projections projections = new Projections(layer, heads, bias);
    projections.in(inputs.get(roles.query), size, roles.query);
    projections.in(inputs.get(roles.key), size, roles.key);
    projections.in(inputs.get(roles.value), width, roles.value);
    if (!masked.isEmpty()) {
      projections.taken.add(Translation.input(inputs.size()));
    }
    boolean keys = masked.contains(roles.key) || masked.contains(roles.value);
    boolean queries = masked.contains(roles.query);
    return projections.out(
        query, width, out, new HeadsVertex(heads, 1 / Math.sqrt(size), keys, queries));
  }

  private static void requirePlain(KerasLayer layer, LayerOptions options) {
    if (options.has("attention_axes")
        && !options.node("attention_axes").toString().matches("\\[1\\]|1")) {
      throw layer.unsupported("attention_axes are supported along time alone");
    }
    options.ignore("attention_axes");
  }

  private static int output(KerasLayer layer, LayerOptions options, TensorShape query) {
    if (!options.has("output_shape")) {
      options.ignore("output_shape");
      return query.knownChannels(layer);
    }
    List<Integer> sizes = Axes.read(options, "output_shape");
    if (sizes.size() != 1 || sizes.get(0) < 1) {
      throw layer.unsupported("output_shape " + sizes + " is not one number of at least 1");
    }
    return sizes.get(0);
  }

  /** Which inputs are queries, keys and values. */
  private record Roles(int query, int key, int value) {
    static Roles of(KerasLayer layer, int count) {
      List<Integer> places = new ArrayList<>();
      JsonNode first = layer.call().first();
      (first.isArray() ? first : List.of(first))
          .forEach(tensor -> places.add(KerasCall.input(tensor).orElse(count)));
      int value = place(layer, "value", places.size() > 1 ? places.get(1) : count);
      int key = place(layer, "key", places.size() > 2 ? places.get(2) : value);
      boolean known = !places.isEmpty() && places.get(0) < count && value < count && key < count;
      if (!known || layer.call().output() != 0) {
        throw layer.unsupported("it is not called on a query and a value");
      }
      for (Map.Entry<String, JsonNode> argument : layer.call().named().entrySet()) {
        requireOff(layer, argument.getKey(), argument.getValue());
      }
      return new Roles(places.get(0), key, value);
    }

    private static int place(KerasLayer layer, String name, int otherwise) {
      JsonNode argument = layer.call().named().get(name);
      return argument == null || argument.isNull()
          ? otherwise
          : KerasCall.input(argument).orElse(Integer.MAX_VALUE);
    }

    private static void requireOff(KerasLayer layer, String name, JsonNode value) {
      boolean role = name.equals("value") || name.equals("key") || name.equals("query");
      boolean off = value.isNull() || (value.isBoolean() && !value.booleanValue());
      if (!role && !(OFF.contains(name) && off)) {
        throw layer.unsupported(
            "it is called with the argument " + name + "=" + value + ", which is not supported");
      }
    }
  }

  /** Puts together the projections, which are convolutions over single steps. */
  private static final class Projections {
    private final KerasLayer layer;
    private final int heads;
    private final boolean bias;
    private final List<Step> steps = new ArrayList<>();
    private final List<List<Integer>> sources = new ArrayList<>();
    private final List<WeightSlot> slots = new ArrayList<>();

    /** What the vertex takes: the projections, and a mask. */
    private final List<Integer> taken = new ArrayList<>(List.of(0, 1, 2));

    Projections(KerasLayer layer, int heads, boolean bias) {
      this.layer = layer;
      this.heads = heads;
      this.bias = bias;
    }

    void in(TensorShape input, int size, int from) {
      int channels = input.knownChannels(layer);
      long[] kernel = {channels, heads, size};
      add(input, channels, heads * size, kernel, heads, size);
      sources.add(List.of(Translation.input(from)));
    }

    private TensorShape add(TensorShape input, int in, int out, long[] kernel, long... offset) {
      List<Integer> ones = Collections.nCopies(1, 1);
      ConvolutionOptions points =
          new ConvolutionOptions(out, ones, ones, ones, Padding.VALID, bias);
      Kernels kernels = new Kernels(ones, in, out);
      Translation projection =
          new Convolutions(points, in, new ActivationIdentity())
              .translate(layer, input, kernels.reshaped(bias, kernel, offset));
      slots.replaceAll(slot -> slot.before(1));
      slots.addAll(projection.weights());
      steps.add((LayerStep) projection.steps().get(0));
      return projection.output();
    }

    Translation out(TensorShape query, int width, int out, HeadsVertex vertex) {
      steps.add(new VertexStep(vertex));
      sources.add(List.copyOf(taken));
      slots.replaceAll(slot -> slot.before(1));
      TensorShape attended = query.with(1, (long) heads * width);
      long[] kernel = {heads, width, out};
      TensorShape output = add(attended, heads * width, out, kernel, out);
      sources.add(List.of(steps.size() - 2));
      return new Translation(steps, output, slots, Set.of(), Map.of(), sources);
    }
  }
}
