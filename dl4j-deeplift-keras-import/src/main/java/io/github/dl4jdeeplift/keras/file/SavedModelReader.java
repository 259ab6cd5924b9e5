package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.error.Refusals;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a saved model from one file or from two, whatever their names. */
public final class SavedModelReader {
  private SavedModelReader() {}

  /**
   * Reads a model that one HDF5 file holds.
   *
   * @param model the file
   * @throws UnreadableKerasFileException if it is missing, corrupt, of another kind or without
   *     configuration
   * @throws UnsupportedKerasModelException if another version of Keras wrote it
   */
  public static SavedModel read(Path model) {
    return Refusals.naming(
        model,
        () ->
            switch (FileKind.of(model)) {
              case HDF5 -> Hdf5File.read(model, root -> wholeModel(root, model.toFile()));
              case ZIP -> throw KerasArchive.refusal(model);
              case JSON ->
                  throw new UnreadableKerasFileException(
                      "is a configuration without weights; name the file of its weights as well");
            });
  }

  /**
   * Reads a model from its configuration and its weights.
   *
   * @param json configuration as {@code model.to_json()} gives it
   * @param weights HDF5 file as {@code model.save_weights()} or {@code model.save()} writes it
   * @throws UnreadableKerasFileException if one of them is missing, corrupt or of another kind
   * @throws UnsupportedKerasModelException if another version of Keras wrote them
   */
  public static SavedModel read(Path json, Path weights) {
    JsonNode model = Refusals.naming(json, () -> configuration(json));
    return Refusals.naming(weights, () -> withWeights(model, weights));
  }

  private static JsonNode configuration(Path json) {
    requireKind(json, FileKind.JSON, "the first of the two files is the configuration in JSON");
    return JsonText.object(json);
  }

  private static SavedModel withWeights(JsonNode model, Path weights) {
    requireKind(weights, FileKind.HDF5, "the second of the two files is the HDF5 file of weights");
    return Hdf5File.read(
        weights,
        file -> {
          Hdf5Group root = file.child("model_weights").orElse(file);
          KerasVersion.require2(agreed("keras_version", model, root));
          return savedModel(model, agreed("backend", model, root), arrays(root, weights.toFile()));
        });
  }

  private static void requireKind(Path file, FileKind kind, String expected) {
    FileKind found = FileKind.of(file);
    if (found != kind) {
      throw new UnreadableKerasFileException("is " + found + ", not " + kind + "; " + expected);
    }
  }

  private static SavedModel wholeModel(Hdf5Group root, File file) {
    KerasVersion.require2(root.text("keras_version").orElse(null));
    String config =
        root.text("model_config")
            .orElseThrow(
                () ->
                    new UnreadableKerasFileException(
                        "holds no configuration (no attribute 'model_config'); name the JSON file of"
                            + " the configuration as well, or save the whole model:"
                            + " model.save('model.h5')"));
    Hdf5Group weights =
        root.child("model_weights")
            .orElseThrow(() -> new UnreadableKerasFileException("holds no group 'model_weights'"));
    return savedModel(
        JsonText.object(config), root.text("backend").orElse(null), arrays(weights, file));
  }

  private static Map<String, List<WeightArray>> arrays(Hdf5Group root, File file) {
    return WeightReader.read(root, file.length());
  }

  private static SavedModel savedModel(
      JsonNode model, @Nullable String backend, Map<String, List<WeightArray>> weights) {
    JsonNode className = model.path("class_name");
    if (!className.isTextual() || model.path("config").isMissingNode()) {
      throw new UnreadableKerasFileException(
          "the configuration has no 'class_name' and 'config'; it is not a Keras model's");
    }
    return new SavedModel(
        className.textValue(),
        model.path("config"),
        Optional.ofNullable(backend).orElse("tensorflow"),
        weights);
  }

  /** The value that the configuration and the weights give, which must be of one major version. */
  private static @Nullable String agreed(String key, JsonNode model, Hdf5Group weights) {
    String inWeights = weights.text(key).orElse(null);
    String inModel = model.path(key).isTextual() ? model.path(key).textValue() : inWeights;
    if (inModel != null && inWeights != null && !major(inModel).equals(major(inWeights))) {
      throw new UnreadableKerasFileException(
          "holds weights of "
              + key
              + " "
              + inWeights
              + " for a configuration of "
              + inModel
              + "; they do not belong together");
    }
    return inModel;
  }

  private static String major(String version) {
    return version.split("\\.", 2)[0];
  }
}
