package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import io.github.dl4jdeeplift.keras.layer.LastStep;
import io.github.dl4jdeeplift.keras.layer.MaskedVertex;
import io.github.dl4jdeeplift.keras.layer.MaskedVertex.Use;
import io.github.dl4jdeeplift.keras.layer.ReverseTime;
import io.github.dl4jdeeplift.keras.layer.SliceVertex;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * {@code LSTM}, {@code GRU}, {@code SimpleRNN} and the fused forms, on sequences {@code [batch,
 * time, channels]}; a sequence to be read backwards is turned around before.
 */
record RecurrentTranslator(RecurrentCell.Kind kind) implements MaskedTranslator {
  /** How a recurrent layer goes through a sequence. */
  record Way(boolean sequences, boolean backwards, boolean zeroed, boolean unrolled) {
    /** Reads what all recurrent layers have in common. */
    static Way read(KerasLayer layer, LayerOptions options) {
      refuse(layer, options, "return_state", "return the output alone");
      refuse(layer, options, "stateful", "set it to False, so that each example begins anew");
      refuse(layer, options, "time_major", "put the batch first");
      options.ignore("dropout", "recurrent_dropout", "implementation", "seed");
      options.ignore("use_cudnn", "input_length", "input_dim");
      return new Way(
          options.flag("return_sequences", false),
          options.flag("go_backwards", false),
          options.flag("zero_output_for_mask", false),
          options.flag("unroll", false));
    }

    private static void refuse(
        KerasLayer layer, LayerOptions options, String option, String wayOut) {
      if (options.flag(option, false)) {
        throw layer.unsupported(option + " is not supported: " + wayOut + " and save it again");
      }
    }

    /** Returns what becomes of the steps behind a masked layer. */
    MaskedVertex masked() {
      Use several = zeroed ? Use.ZEROED : Use.HELD;
      return new MaskedVertex(sequences ? several : Use.LAST);
    }

    /**
     * Keras's unrolled loop reverses the mask for the steps of a backward sequence, but not for the
     * outputs that it sets to 0.
     */
    static void refuseWrongZeros(KerasLayer layer, Way backward) {
      if (backward.unrolled && backward.sequences) {
        throw layer.unsupported(
            "a mask reaches it, and with unroll=True Keras sets the outputs of other steps than the"
                + " masked ones to 0 where it runs backwards: build the model with unroll=False,"
                + " which takes the same weights");
      }
    }

    Layer layer(RecurrentCell cell) {
      return sequences ? cell.layer() : new LastStep(cell.layer());
    }

    TensorShape output(TensorShape input, int channels) {
      return sequences ? input.with(1, channels) : TensorShape.of(channels);
    }
  }

  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 2, 2);
    Way way = Way.read(layer, options);
    RecurrentCell cell = kind.cell(layer, options, input.knownChannels(layer));
    List<Step> steps = new ArrayList<>();
    if (way.backwards()) {
      steps.add(new Step.LayerStep(new ReverseTime()));
    }
    steps.add(new Step.LayerStep(way.layer(cell)));
    return new Translation(
        steps, way.output(input, cell.units()), cell.weights(), cell.constants());
  }

  @Override
  public Translation translateMasked(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 2, 2);
    requireMasks(layer, layer.className());
    Way way = Way.read(layer, options);
    if (way.zeroed() && !way.sequences()) {
      throw layer.unsupported(
          "zero_output_for_mask is supported with return_sequences alone: leave it out");
    }
    if (way.zeroed() && way.backwards()) {
      Way.refuseWrongZeros(layer, way);
    }
    RecurrentCell cell = kind.cell(layer, options, input.knownChannels(layer));
    StepGraph steps = new StepGraph();
    int sequence = StepGraph.INPUT;
    int mask = MASK;
    if (way.backwards()) {
      sequence = steps.vertex(SliceVertex.reverse(1), sequence);
      mask = steps.vertex(SliceVertex.reverse(1), mask);
    }
    int gathered = steps.vertex(new MaskedVertex(Use.GATHERED), sequence, mask);
    steps.vertex(way.masked(), steps.cell(cell, gathered), mask);
    return steps.translation(way.output(input, cell.units()));
  }

  /** The fused layers take no masks in Keras. */
  static void requireMasks(KerasLayer layer, String className) {
    if (className.startsWith("CuDNN")) {
      throw layer.unsupported("a mask reaches it, which Keras refuses as well");
    }
  }

  @Override
  public boolean handsMaskOn(KerasLayer layer) {
    return layer.options().flag("return_sequences", false);
  }
}
