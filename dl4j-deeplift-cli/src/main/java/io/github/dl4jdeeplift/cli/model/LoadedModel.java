package io.github.dl4jdeeplift.cli.model;

import io.github.dl4jdeeplift.keras.KerasModel;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;

/**
 * A model that was read.
 *
 * @param network MultiLayerNetwork or ComputationGraph
 * @param inputs the network's inputs, in order
 * @param keras what the Keras file says, where it was one
 * @param notes what the user should know, one line each
 */
public record LoadedModel(
    Model network, List<ModelInput> inputs, Optional<KerasModel> keras, List<String> notes) {
  /** Copies the lists. */
  public LoadedModel {
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
  }
}
