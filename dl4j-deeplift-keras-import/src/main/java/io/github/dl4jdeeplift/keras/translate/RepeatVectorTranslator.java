package io.github.dl4jdeeplift.keras.translate;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.LayerOptions;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;

/** {@code RepeatVector}: a vector at each of n time steps. */
final class RepeatVectorTranslator implements SingleInputTranslator {
  @Override
  public Translation translate(KerasLayer layer, LayerOptions options, TensorShape input) {
    input.requireRank(layer, 1, 1);
    int steps = options.size("n");
    RepeatVector repeat = new RepeatVector();
    repeat.setN(steps);
    repeat.setDataFormat(RNNFormat.NWC);
    return Translation.of(repeat, TensorShape.of(steps, input.knownChannels(layer)));
  }
}
