package io.github.dl4jdeeplift.keras;

import io.github.dl4jdeeplift.keras.build.BuiltNetwork;
import io.github.dl4jdeeplift.keras.config.DimensionOrder;
import io.github.dl4jdeeplift.keras.config.KerasLayer;
import io.github.dl4jdeeplift.keras.config.UserKnowledge;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.github.dl4jdeeplift.keras.file.SavedModel;
import io.github.dl4jdeeplift.keras.function.ReadLambdas;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Loads Keras models so that the Deeplearning4j network computes what Keras computed.
 *
 * <pre>{@code
 * ComputationGraph network = KerasModels.load(Path.of("model.h5"));
 * INDArray predictions = network.outputSingle(sequences); // [examples, positions, channels]
 * }</pre>
 *
 * <p>Files of Keras 2 and 3 are read, Sequential and functional, with or without an optimizer; what
 * a file is, is found out by its content, never by its name. Arrays keep the file's own layout,
 * inside of the network too: sequences are {@code [examples, positions, channels]}, images {@code
 * [examples, rows, columns, channels]}, or both with channels first. Layers, inputs and outputs
 * keep the file's names; a Sequential model without an input layer has the input that Keras gives
 * it, the first layer's name with {@code _input} added. Where Deeplearning4j needs a vertex that
 * Keras has not, its name is the layer's with a slash and a word, such as {@code relu/copy}.
 *
 * <p>The network is for prediction and explanation. It has no loss, optimizer, regularizer or
 * constraint, so it cannot be trained further. It computes in 32 bit, or in 64 bit where the file
 * says float64. With a backend that has oneDNN, Deeplearning4j cannot run dilated convolutions over
 * positions; {@code Nd4j.getEnvironment().allowHelpers(false)} before {@code output()} is the way
 * out.
 *
 * <p>Nothing is guessed: an option that is not known, an array of weights that is left over or has
 * another shape, and a layer whose output would have another shape than in Keras are refused.
 */
public final class KerasModels {
  private KerasModels() {}

  /**
   * Loads a model from the one file that holds it.
   *
   * @param model file as {@code model.save('model.h5')} or {@code model.save('model.keras')} writes
   *     it
   * @return the network
   * @throws UnreadableKerasFileException if the file is missing, truncated, corrupt, of another
   *     kind, or holds weights or a configuration alone
   * @throws UnsupportedKerasModelException if the model is readable but cannot be carried over
   *     faithfully; the message names each layer, its class, the reason and the way out
   */
  public static ComputationGraph load(Path model) {
    return read(model).network();
  }

  /**
   * Loads a model from its configuration and its weights.
   *
   * @param json configuration as {@code model.to_json()} gives it
   * @param weights HDF5 file as {@code model.save_weights()} or {@code model.save()} writes it
   * @return the network
   * @throws UnreadableKerasFileException if a file is missing, truncated, corrupt or of another
   *     kind, or if they are not of the same model
   * @throws UnsupportedKerasModelException if the model is readable but cannot be carried over
   *     faithfully; the message names each layer, its class, the reason and the way out
   */
  public static ComputationGraph load(Path json, Path weights) {
    return read(json, weights).network();
  }

  /**
   * Loads a model as {@link #load(Path)} does, with the Keras class and the shape of each layer.
   *
   * @param model file as {@code model.save('model.h5')} or {@code model.save('model.keras')} writes
   *     it
   * @return the network and its layers
   * @throws UnreadableKerasFileException as {@link #load(Path)}
   * @throws UnsupportedKerasModelException as {@link #load(Path)}
   */
  public static KerasModel read(Path model) {
    return reader().read(model);
  }

  /**
   * Loads a model as {@link #load(Path, Path)} does, with the Keras class and the shape of each
   * layer.
   *
   * @param json configuration as {@code model.to_json()} gives it
   * @param weights HDF5 file as {@code model.save_weights()} or {@code model.save()} writes it
   * @return the network and its layers
   * @throws UnreadableKerasFileException as {@link #load(Path, Path)}
   * @throws UnsupportedKerasModelException as {@link #load(Path, Path)}
   */
  public static KerasModel read(Path json, Path weights) {
    return reader().read(json, weights);
  }

  /**
   * Returns a reader that can be told what the file does not say: the meaning of {@code Lambda}
   * layers.
   */
  public static KerasReader reader() {
    return new KerasReader(UserKnowledge.none());
  }

  static KerasModel model(SavedModel saved, UserKnowledge known) {
    BuiltNetwork built = BuiltNetwork.of(saved, known);
    List<KerasModel.Layer> layers =
        built.layers().stream().map(layer -> layer(built, layer)).toList();
    return new KerasModel(built.graph(), layers);
  }

  private static KerasModel.Layer layer(BuiltNetwork built, KerasLayer layer) {
    return new KerasModel.Layer(
        layer.name(),
        layer.className(),
        layer.inputs(),
        built.outputShape(layer),
        built.becomes(layer),
        Optional.ofNullable(built.lambdas().get(layer.name())).map(ReadLambdas.Replaced::reading),
        DimensionOrder.of(layer));
  }
}
