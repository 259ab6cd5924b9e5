package io.github.dl4jdeeplift.keras;

import io.github.dl4jdeeplift.keras.config.LambdaMeaning;
import io.github.dl4jdeeplift.keras.error.Refusals;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.file.SavedModel;
import io.github.dl4jdeeplift.keras.file.SavedModelReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads Keras models with what their files do not say: the meaning of {@code Lambda} layers, whose
 * Python code is never run.
 *
 * <pre>{@code
 * KerasModel model = KerasModels.reader()
 *     .lambda("flip", LambdaMeaning.reverseComplement())
 *     .read(Path.of("model.h5"));
 * }</pre>
 *
 * <p>Immutable. A meaning is the user's word: {@code deeplift verify} compares the network with
 * outputs of Keras.
 */
public final class KerasReader {
  private final Map<String, LambdaMeaning> lambdas;

  KerasReader(Map<String, LambdaMeaning> lambdas) {
    this.lambdas = Map.copyOf(lambdas);
  }

  /**
   * Returns a reader that knows what a layer means.
   *
   * @param layer name of a Lambda layer, {@code model/layer} where it is inside of a model
   * @param meaning what it computes
   */
  public KerasReader lambda(String layer, LambdaMeaning meaning) {
    Map<String, LambdaMeaning> more = new HashMap<>(lambdas);
    more.put(layer, meaning);
    return new KerasReader(more);
  }

  /**
   * Reads a model from the one file that holds it.
   *
   * @param model the file
   * @return the network and its layers
   * @throws IllegalArgumentException if the model has no Lambda layer of a name that was given
   * @throws UnreadableKerasFileException as {@link KerasModels#load(Path)}
   * @throws UnsupportedKerasModelException as {@link KerasModels#load(Path)}
   */
  public KerasModel read(Path model) {
    SavedModel saved = SavedModelReader.read(model);
    return Refusals.naming(model, () -> KerasModels.model(saved, lambdas));
  }

  /**
   * Reads a model from its configuration and its weights.
   *
   * @param json the configuration
   * @param weights the weights
   * @return the network and its layers
   * @throws IllegalArgumentException if the model has no Lambda layer of a name that was given
   * @throws UnreadableKerasFileException as {@link KerasModels#load(Path, Path)}
   * @throws UnsupportedKerasModelException as {@link KerasModels#load(Path, Path)}
   */
  public KerasModel read(Path json, Path weights) {
    SavedModel saved = SavedModelReader.read(json, weights);
    return Refusals.naming(json, () -> KerasModels.model(saved, lambdas));
  }
}
