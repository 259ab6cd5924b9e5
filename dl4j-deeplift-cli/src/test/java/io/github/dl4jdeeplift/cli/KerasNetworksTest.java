package io.github.dl4jdeeplift.cli;

import static io.github.dl4jdeeplift.cli.TestFiles.keras;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The command on every tiny Keras network: outputs are Keras's and all contributions sum, or the
 * network is refused by the name of a layer, with nothing written.
 */
class KerasNetworksTest {
  /** The tolerance of float32: 1e-5 · max(1, |f(x)|, |f(reference)|, Σ|C|). */
  private static final double TOLERANCE = 1e-5;

  @TempDir private Path folder;

  static List<String> networks() throws IOException {
    try (Stream<Path> folders = Files.list(keras("", ""))) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void network_isExplainedInAllItsOutputsOrRefused(String network) {
    List<Object> verify = command("verify", network);
    verify.add("--expected");
    verify.addAll(arrays(network, "output"));
    CommandRun verified = CommandRun.of(verify.toArray());
    Path npz = folder.resolve("out.npz");
    List<Object> explain = command("explain", network);
    explain.addAll(List.of("--output", npz, "--target", target(network)));
    CommandRun explained = CommandRun.of(explain.toArray());

    if (verified.exitCode() == 0) {
      explained.requireDone();
      requireSums(NpzContent.of(npz));
    } else {
      verified.requireRefusal(3, "model.h5", "'");
      explained.requireRefusal(3, "model.h5", "'");
      assertThat(npz).doesNotExist();
    }
  }

  private static List<Object> command(String name, String network) {
    List<Object> words =
        new ArrayList<>(List.of(name, "--model", keras(network, "model.h5"), "--input"));
    words.addAll(arrays(network, "input"));
    return words;
  }

  /** Returns NAME.npy, or NAME_0.npy and NAME_1.npy. */
  private static List<Path> arrays(String network, String name) {
    return Stream.of(name, name + "_0", name + "_1")
        .map(each -> keras(network, each + ".npy"))
        .filter(Files::exists)
        .toList();
  }

  /** Of several outputs one is to be named. */
  private static String target(String network) {
    return switch (network) {
      case "input_as_output" -> "last:0";
      case "two_outputs" -> "profile:0,0";
      default -> "all";
    };
  }

  private static void requireSums(Map<String, INDArray> content) {
    double[] actual = numbers(content.get("output"));
    double[] compared = numbers(content.get("reference_output"));
    double[] sum = new double[actual.length];
    double[] size = new double[actual.length];
    for (Map.Entry<String, INDArray> array : content.entrySet()) {
      if (array.getKey().startsWith("contributions")) {
        add(sum, size, numbers(array.getValue()));
      }
    }
    for (int row = 0; row < actual.length; row++) {
      double largest =
          Math.max(
              Math.max(1, size[row]), Math.max(Math.abs(actual[row]), Math.abs(compared[row])));
      assertThat(Math.abs(sum[row] - (actual[row] - compared[row])))
          .as("row %d of targets and examples", row)
          .isLessThanOrEqualTo(TOLERANCE * largest);
    }
  }

  /** Adds the contributions of one input, as many for each row, and their magnitudes. */
  private static void add(double[] sum, double[] size, double... contributions) {
    int each = contributions.length / sum.length;
    assertThat(contributions).hasSize(sum.length * each).isNotEmpty();
    IntStream.range(0, contributions.length)
        .forEach(
            index -> {
              sum[index / each] += contributions[index];
              size[index / each] += Math.abs(contributions[index]);
            });
  }

  private static double[] numbers(INDArray array) {
    double[] numbers = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    assertThat(Arrays.stream(numbers).allMatch(Double::isFinite)).isTrue();
    return numbers;
  }
}
