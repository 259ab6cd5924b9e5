package io.github.dl4jdeeplift.keras;

import io.github.dl4jdeeplift.keras.config.DimensionOrder;
import io.github.dl4jdeeplift.keras.config.LambdaMeaning;
import io.github.dl4jdeeplift.keras.config.RevCompConv1DBias;
import io.github.dl4jdeeplift.keras.config.UserKnowledge;
import io.github.dl4jdeeplift.keras.error.Refusals;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.file.SavedModel;
import io.github.dl4jdeeplift.keras.file.SavedModelReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads Keras models with what their files do not say: the meaning of {@code Lambda} layers whose
 * Python code, which is never run, is not known, how {@code RevCompConv1D} adds its bias, and in
 * which order dimensions are where Keras 1 did not write it.
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
  private final UserKnowledge known;

  KerasReader(UserKnowledge known) {
    this.known = known;
  }

  /**
   * Returns a reader that knows what a layer means.
   *
   * @param layer name of a Lambda layer, {@code model/layer} where it is inside of a model
   * @param meaning what it computes
   */
  public KerasReader lambda(String layer, LambdaMeaning meaning) {
    Map<String, LambdaMeaning> more = new HashMap<>(known.lambdas());
    more.put(layer, meaning);
    return new KerasReader(new UserKnowledge(more, known.bias(), known.order()));
  }

  /**
   * Returns a reader that knows how layers {@code RevCompConv1D} add their bias. Files do not say,
   * and are refused otherwise where such a layer has one.
   *
   * @param bias how
   */
  public KerasReader revCompConv1DBias(RevCompConv1DBias bias) {
    return new KerasReader(new UserKnowledge(known.lambdas(), Optional.of(bias), known.order()));
  }

  /**
   * Returns a reader that knows the order of dimensions of layers over images for which Keras 1 did
   * not write it: paddings, croppings and upsamplings. It is asked for where the shapes of the
   * weights fit both orders.
   *
   * @param order the order
   */
  public KerasReader dimensionOrder(DimensionOrder order) {
    return new KerasReader(new UserKnowledge(known.lambdas(), known.bias(), Optional.of(order)));
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
    return Refusals.naming(model, () -> KerasModels.model(saved, known));
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
    return Refusals.naming(json, () -> KerasModels.model(saved, known));
  }
}
