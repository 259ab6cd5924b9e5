package io.github.dl4jdeeplift.cli.model;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.keras.KerasModel;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a model, whose kind the content says, not the name. */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Reads a model from one file.
   *
   * @param model HDF5 file of Keras or zip archive of Deeplearning4j
   */
  public static LoadedModel read(Path model) {
    if (Deeplearning4jFile.isOne(model)) {
      return Deeplearning4jFile.read(model);
    }
    if (startsAsJson(model)) {
      throw RefusedException.badInput(
          model + ": is a Keras configuration without weights; give their HDF5 file by --weights");
    }
    return of(KerasModels.read(model));
  }

  /**
   * Reads a model from two files.
   *
   * @param json Keras configuration
   * @param weights HDF5 file of its weights
   */
  public static LoadedModel read(Path json, Path weights) {
    if (Files.isRegularFile(json) && !startsAsJson(json)) {
      throw RefusedException.badInput(
          json + ": is not Keras JSON, with which alone --weights goes; leave --weights out");
    }
    return of(KerasModels.read(json, weights));
  }

  private static LoadedModel of(KerasModel model) {
    List<ModelInput> inputs =
        model.network().getConfiguration().getNetworkInputs().stream()
            .map(name -> new ModelInput(name, model.inputShape(name), model.channelAxis(name)))
            .toList();
    return new LoadedModel(model.network(), inputs, Optional.of(model), List.of());
  }

  private static boolean startsAsJson(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream stream = Files.newInputStream(file)) {
      int first = stream.read();
      while (Character.isWhitespace(first) || first == 0xEF || first == 0xBB || first == 0xBF) {
        first = stream.read();
      }
      return first == '{';
    } catch (IOException e) {
      throw RefusedException.badInput(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }
}
