package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dl4jdeeplift.keras.dialect.Dialects;
import io.github.dl4jdeeplift.keras.error.Refusals;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a saved model from one file or from two, whatever their names. */
public final class SavedModelReader {
  private static final String TENSORFLOW = "tensorflow";

  private SavedModelReader() {}

  /**
   * Reads a model that one file holds: HDF5, or a zip archive of Keras 3.
   *
   * @param model the file
   * @throws UnreadableKerasFileException if it is missing, corrupt, of another kind or without
   *     configuration
   * @throws UnsupportedKerasModelException if a version of Keras wrote it that is not understood
   */
  public static SavedModel read(Path model) {
    return Refusals.naming(
        model,
        () ->
            switch (FileKind.of(model)) {
              case HDF5 -> Hdf5File.read(model, root -> wholeModel(root, model.toFile().length()));
              case ZIP -> archive(KerasArchive.read(model));
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
   * @throws UnsupportedKerasModelException if a version of Keras wrote them that is not understood
   */
  public static SavedModel read(Path json, Path weights) {
    JsonNode model = Refusals.naming(json, () -> configuration(json));
    return Refusals.naming(weights, () -> withWeights(model, weights));
  }

  private static JsonNode configuration(Path json) {
    requireKind(json, FileKind.JSON, "the first of the two files is the configuration in JSON");
    return JsonText.object(json);
  }

  private static void requireKind(Path file, FileKind kind, String expected) {
    FileKind found = FileKind.of(file);
    if (found != kind) {
      throw new UnreadableKerasFileException("is " + found + ", not " + kind + "; " + expected);
    }
  }

  private static SavedModel withWeights(JsonNode model, Path weights) {
    requireKind(weights, FileKind.HDF5, "the second of the two files is the HDF5 file of weights");
    long size = weights.toFile().length();
    return Hdf5File.read(
        weights,
        file -> {
          Hdf5Group root = file.child("model_weights").orElse(file);
          Source source =
              new Source(version(model, root), agreed("backend", model, root), root, size);
          return savedModel(model, source);
        });
  }

  /** Keras 3 names its version in neither of the two files. */
  private static @Nullable String version(JsonNode model, Hdf5Group root) {
    String agreed = agreed("keras_version", model, root);
    return agreed == null && model.has("registered_name") ? "3" : agreed;
  }

  private static SavedModel archive(KerasArchive archive) {
    JsonNode version = JsonText.object(archive.metadata()).path("keras_version");
    JsonNode model = JsonText.object(archive.config());
    return Hdf5File.read(
        archive.weights(),
        root ->
            savedModel(
                model, new Source(version.textValue(), null, root, archive.weights().length)));
  }

  private static SavedModel wholeModel(Hdf5Group root, long size) {
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
    Source source =
        new Source(
            root.text("keras_version").orElse(null),
            root.text("backend").orElse(null),
            weights,
            size);
    return savedModel(JsonText.object(config), source);
  }

  /** What a file says beside the configuration. */
  private record Source(
      @Nullable String version, @Nullable String backend, Hdf5Group weights, long size) {
    Map<String, List<WeightArray>> arrays(JsonNode model) {
      return !WeightReader.isOfThisForm(weights) && LayerTreeReader.isOfThisForm(weights)
          ? LayerTreeReader.read(weights, model, size)
          : WeightReader.read(weights, size);
    }
  }

  private static SavedModel savedModel(JsonNode written, Source source) {
    int major = KerasVersion.major(source.version);
    JsonNode className = written.path("class_name");
    if (!className.isTextual() || written.path("config").isMissingNode()) {
      throw new UnreadableKerasFileException(
          "the configuration has no 'class_name' and 'config'; it is not a Keras model's");
    }
    JsonNode model = Dialects.toKeras2(written, major);
    Map<String, List<WeightArray>> stored = source.arrays(model);
    String backend = Optional.ofNullable(source.backend).orElse(TENSORFLOW);
    if (major == 1) {
      backend = Keras1Weights.backend(stored);
      stored = Keras1Weights.toKeras2(model, stored);
    }
    if (backend.equals("theano")) {
      stored = TheanoKernels.mirrored(model, stored);
      Dialects.markTheano(model);
    }
    String version = Optional.ofNullable(source.version).orElse("");
    return new SavedModel(
        model.path("class_name").asText(), model.path("config"), version, backend, stored);
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
