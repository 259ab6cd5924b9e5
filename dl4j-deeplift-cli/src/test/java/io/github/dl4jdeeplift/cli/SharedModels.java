package io.github.dl4jdeeplift.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhdf.HdfFile;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Real Keras models, which lie beside the repository where they are at hand. */
final class SharedModels {
  private static final Path FOLDER =
      Path.of(System.getProperty("deeplift.models", "../../shared/models"));

  private SharedModels() {}

  /** Returns a model's folder; skips the test where it is missing. */
  static Path folder(String model) {
    Path folder = FOLDER.resolve(model);
    assumeTrue(
        Files.isDirectory(folder),
        () -> "skipped: no folder " + folder + "; say where the models are by -Ddeeplift.models");
    return folder;
  }

  /** Reads a data set of an HDF5 file as double. */
  static INDArray dataSet(Path file, String name) {
    try (HdfFile hdf5 = new HdfFile(file)) {
      Object data = hdf5.getDatasetByPath(name).getData();
      int[] shape = hdf5.getDatasetByPath(name).getDimensions();
      double[] flat = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
      flatten(data, flat, 0);
      long[] longShape = Arrays.stream(shape).asLongStream().toArray();
      return Nd4j.create(flat, longShape, DataType.DOUBLE);
    }
  }

  private static int flatten(Object data, double[] flat, int start) {
    int next = start;
    for (int index = 0; index < Array.getLength(data); index++) {
      Object element = Array.get(data, index);
      if (element.getClass().isArray()) {
        next = flatten(element, flat, next);
      } else {
        flat[next++] = ((Number) element).doubleValue();
      }
    }
    return next;
  }
}
