package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.ParityException;
import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.model.LoadedModel;
import io.github.dl4jdeeplift.cli.model.ModelFile;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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
    return Objects.requireNonNull(model);
  }

  /** Returns the files that are read. */
  List<Path> files() {
    return weights == null ? List.of(path()) : List.of(path(), weights);
  }

  /**
   * Does what may find out that the model is not supported; the refusal then names the file.
   *
   * @param work what is done
   */
  <T> T naming(Supplier<T> work) {
    try {
      return work.get();
    } catch (UnsupportedLayerException | ParityException e) {
      throw new RefusedException(ExitCode.UNSUPPORTED_MODEL, path() + ": " + e.getMessage());
    }
  }

  /** Reads the model. */
  LoadedModel load() {
    return weights == null ? ModelFile.read(path()) : ModelFile.read(path(), weights);
  }
}
