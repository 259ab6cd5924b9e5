package io.github.dl4jdeeplift.keras;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks that real Keras wrote, with its inputs and outputs. */
final class Fixtures {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path FOLDER = RESOURCES.resolve("keras2");

  private Fixtures() {}

  /** Returns the file of a network's folder. */
  static Path file(String network, String name) {
    return FOLDER.resolve(network).resolve(name);
  }

  /** Returns the file that holds the whole of a network. */
  static Path model(String network) {
    return file(network, "model.h5");
  }

  /** Returns the names of all networks that Keras 2 wrote. */
  static List<String> networks() {
    return networks("keras2");
  }

  /** Returns the names of all networks that a version of Keras wrote. */
  static List<String> networks(String version) {
    try (Stream<Path> folders = Files.list(RESOURCES.resolve(version))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the folder of a network that Keras 3 wrote. */
  static Path keras3(String network) {
    return RESOURCES.resolve("keras3").resolve(network);
  }

  /** Returns a network's inputs. */
  static INDArray[] inputs(String network) {
    return arrays(FOLDER.resolve(network), "input");
  }

  /** Returns what Keras 2 computed. */
  static INDArray[] outputs(String network) {
    return arrays(FOLDER.resolve(network), "output");
  }

  /** Returns NAME.npy of a folder, or NAME_0.npy, NAME_1.npy and so on. */
  static INDArray[] arrays(Path folder, String name) {
    Path only = folder.resolve(name + ".npy");
    if (Files.exists(only)) {
      return new INDArray[] {array(only)};
    }
    return IntStream.range(0, 10)
        .mapToObj(index -> folder.resolve(name + "_" + index + ".npy"))
        .filter(Files::exists)
        .map(Fixtures::array)
        .toArray(INDArray[]::new);
  }

  /** Reads an array. */
  static INDArray array(Path npy) {
    return Nd4j.createFromNpyFile(new File(npy.toString()));
  }

  /**
   * Returns the largest difference between what a network gives and what Keras gave, relative to
   * the larger of 1 and the largest of Keras's outputs; infinite where a shape differs.
   */
  static double difference(ComputationGraph network, INDArray[] inputs, INDArray[] expected) {
    INDArray[] copies = Stream.of(inputs).map(INDArray::dup).toArray(INDArray[]::new);
    INDArray[] outputs =
        isDilated(network)
            ? WithoutHelpers.call(() -> network.output(copies))
            : network.output(copies);
    double worst = outputs.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
    for (int index = 0; index < Math.min(outputs.length, expected.length); index++) {
      worst = Math.max(worst, difference(outputs[index], expected[index]));
    }
    return worst;
  }

  private static boolean isDilated(ComputationGraph network) {
    return Stream.of(network.getLayers())
        .anyMatch(
            layer ->
                layer.conf().getLayer() instanceof Convolution1DLayer convolution
                    && convolution.getDilation()[0] > 1);
  }

  private static double difference(INDArray output, INDArray expected) {
    if (!output.equalShapes(expected)) {
      return Double.POSITIVE_INFINITY;
    }
    INDArray truth = expected.castTo(DataType.DOUBLE);
    double scale = Math.max(1, truth.amaxNumber().doubleValue());
    double difference = truth.sub(output.castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / scale;
  }
}
