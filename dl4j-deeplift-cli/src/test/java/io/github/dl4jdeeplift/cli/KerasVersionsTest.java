package io.github.dl4jdeeplift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code inspect}, {@code verify} and {@code explain} on files of Keras 1, of Keras 3 and with
 * Lambda layers: all three do their work, with Keras's outputs, or all refuse the file.
 */
class KerasVersionsTest {
  private static final Path RESOURCES = Path.of("../dl4j-deeplift-keras-import/src/test/resources");
  private static final double TOLERANCE = 1e-5;

  /** Of the many networks of Keras 3 with one output one of so many is taken. */
  private static final int EVERY = 8;

  @TempDir private Path folder;

  static Stream<Path> models() throws IOException {
    List<Path> keras3 =
        folders("keras3").stream()
            .filter(each -> Files.exists(each.resolve("output.npy")))
            .toList();
    return Stream.of(
            folders("keras1/tensorflow").stream().map(each -> each.resolve("model.h5")),
            folders("keras1/theano").stream().map(each -> each.resolve("model.h5")),
            IntStream.range(0, keras3.size())
                .filter(index -> index % EVERY == 0)
                .mapToObj(keras3::get)
                .flatMap(each -> Stream.of(each.resolve("model.h5"), each.resolve("model.keras")))
                .filter(Files::exists), // most are there as archives alone
            lambdas("keras-structure/keras2", "model.h5"),
            lambdas("keras-structure/keras3", "model.keras"),
            folders("keras-genomics").stream().map(each -> each.resolve("model.h5")))
        .flatMap(each -> each);
  }

  private static Stream<Path> lambdas(String group, String file) throws IOException {
    return folders(group).stream()
        .filter(each -> each.getFileName().toString().startsWith("lambda"))
        .map(each -> each.resolve(file));
  }

  private static List<Path> folders(String group) throws IOException {
    try (Stream<Path> folders = Files.list(RESOURCES.resolve(group))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void model_isReadByAllCommandsOrRefusedByAll(Path model) {
    Path npz = folder.resolve("out.npz");
    List<Object> verify = command("verify", model);
    verify.add("--expected");
    verify.addAll(arrays(model, "output"));
    List<Object> explain = command("explain", model);
    explain.addAll(List.of("--output", npz, "--target", "all"));
    CommandRun verified = CommandRun.of(verify.toArray());
    CommandRun inspected = CommandRun.of("inspect", "--model", model);
    CommandRun explained = CommandRun.of(explain.toArray());

    if (verified.exitCode() == 0) {
      assertThat(inspected.requireDone().out()).contains("every layer can be explained");
      explained.requireDone();
      requireSums(NpzContent.of(npz));
    } else {
      List.of(verified, inspected, explained)
          .forEach(run -> run.requireRefusal(3, model.getFileName().toString(), "'"));
      assertThat(npz).doesNotExist();
    }
  }

  private static List<Object> command(String name, Path model) {
    List<Object> words = new ArrayList<>(List.of(name, "--model", model, "--input"));
    words.addAll(arrays(model, "input"));
    return words;
  }

  private static List<Path> arrays(Path model, String name) {
    return Stream.of(name, name + "_0", name + "_1", name + "_2")
        .map(each -> model.resolveSibling(each + ".npy"))
        .filter(Files::exists)
        .toList();
  }

  private static void requireSums(Map<String, INDArray> content) {
    INDArray difference = number(content, "output").sub(number(content, "reference_output"));
    double sum = 0;
    double size = difference.norm1Number().doubleValue();
    for (String name : content.keySet()) {
      if (name.startsWith("contributions")) {
        sum += number(content, name).sumNumber().doubleValue();
        size += number(content, name).norm1Number().doubleValue();
      }
    }
    assertThat(sum - difference.sumNumber().doubleValue())
        .isBetween(-size * TOLERANCE, size * TOLERANCE);
  }

  private static INDArray number(Map<String, INDArray> content, String name) {
    return content.get(name).castTo(DataType.DOUBLE);
  }

  @Test
  void inspect_saysWhatALambdaLayerIsReadAs() {
    Path model = RESOURCES.resolve("keras-structure/keras2/lambda_reverse_complement/model.h5");

    assertThat(CommandRun.of("inspect", "--model", model).requireDone().out().lines())
        .anyMatch(
            line -> line.matches("lambda +Lambda +SliceVertex.*, read as x\\[:, ::-1, ::-1\\] .*"));
  }
}
