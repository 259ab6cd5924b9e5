package io.github.dl4jdeeplift.cli.model;

import io.github.dl4jdeeplift.cli.failure.ExitCode;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.exc.InvalidTypeIdException;

/**
 * Reads zip archives that Deeplearning4j's ModelSerializer wrote.
 *
 * <p>ModelSerializer's own reader is not used: it deserializes any Java object that the archive
 * holds, and does not look at checksums.
 */
final class Deeplearning4jFile {
  private Deeplearning4jFile() {}

  /** Tells whether a file is such an archive. */
  static boolean isOne(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(ModelSerializer.CONFIGURATION_JSON) != null;
    } catch (IOException e) {
      return false; // another kind, or corrupt: for the reader of Keras files to say
    }
  }

  static LoadedModel read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      INDArray parameters = parameters(ZipContent.read(zip, ModelSerializer.COEFFICIENTS_BIN));
      byte[] json = ZipContent.read(zip, ModelSerializer.CONFIGURATION_JSON);
      Model network = network(new String(json, StandardCharsets.UTF_8), parameters);
      List<String> notes =
          zip.getEntry(ModelSerializer.NORMALIZER_BIN) == null
              ? List.of()
              : List.of("the model's file holds a normalizer, which is not applied to the inputs");
      return new LoadedModel(network, InputLayouts.of(network), Optional.empty(), notes);
    } catch (IOException | RuntimeException e) {
      throw refusal(file, e);
    }
  }

  private static @Nullable INDArray parameters(byte[] content) throws IOException {
    if (content.length == 0) {
      return null; // a network without parameters
    }
    INDArray parameters = Nd4j.read(new ByteArrayInputStream(content));
    if (!Double.isFinite(parameters.norm1Number().doubleValue())) {
      throw new IOException("its parameters are not finite");
    }
    return parameters;
  }

  private static Model network(String json, @Nullable INDArray parameters) {
    // The configuration of a graph names its vertices, that of a row of layers does not.
    return json.contains("\"vertexInputs\"") ? graph(json, parameters) : row(json, parameters);
  }

  private static Model graph(String json, @Nullable INDArray parameters) {
    ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
    if (parameters != null) {
      configuration.setDataType(parameters.dataType());
    }
    ComputationGraph network = new ComputationGraph(configuration);
    network.init(parameters, false);
    return network;
  }

  private static Model row(String json, @Nullable INDArray parameters) {
    MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json);
    if (parameters != null) {
      configuration.setDataType(parameters.dataType());
    }
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    return network;
  }

  private static RefusedException refusal(Path file, Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidTypeIdException unknown) {
        return new RefusedException(
            ExitCode.UNSUPPORTED_MODEL,
            file
                + ": holds a layer of the class "
                + unknown.getTypeId()
                + ", which Deeplearning4j does not bring; explain a network with classes of your own"
                + " from Java");
      }
    }
    return RefusedException.badInput(
        "%s: is a corrupt Deeplearning4j model (%s); save the network again by ModelSerializer.writeModel"
            .formatted(file, firstLine(thrown)));
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.toString() : message.lines().findFirst().orElse("");
  }
}
