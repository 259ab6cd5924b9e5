package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.model.ModelFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which model is meant. */
final class ModelOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "Keras .h5, .hdf5 or .keras, Keras JSON with --weights, or a DL4J .zip.")
  private @Nullable Path model;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "HDF5 file of the weights, where --model is Keras JSON.")
  private @Nullable Path weights;

  /** Returns the file, which picocli has required. */
  Path path() {
    return java.util.Objects.requireNonNull(model);
  }

  /** Reads the model. */
  LoadedModel load() {
    return weights == null ? ModelFile.read(path()) : ModelFile.read(path(), weights);
  }
}
