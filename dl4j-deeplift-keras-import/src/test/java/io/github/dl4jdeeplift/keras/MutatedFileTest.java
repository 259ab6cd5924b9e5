package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Real files of all kinds with bytes changed at random: each is refused, or gives the network that
 * its own text and numbers describe, by an evaluation that shares nothing with the importer.
 *
 * <p>{@code -Ddeeplift.mutations=10000} makes more of them than each build does, in equal parts of
 * all kinds.
 */
class MutatedFileTest {
  private static final int KINDS = MutatedModel.values().length;
  private static final int MUTATIONS =
      (Integer.getInteger("deeplift.mutations", 200) + KINDS - 1) / KINDS;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void load_refusesOrGivesWhatTheFileSays(MutatedModel model) throws IOException {
    byte[] intact = model.bytes();
    INDArray[] inputs = Fixtures.arrays(model.folder(), "input");
    int loaded = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] mutated = model.mutate(intact, new Random(seed));
      Optional<ComputationGraph> network = load(model, seed, mutated);
      if (network.isPresent()) {
        loaded++;
        assertOutput(seed, network.get(), model.truth(mutated), inputs);
      }
    }
    System.out.printf(
        "%s: %d files refused, %d loaded and computed%n", model, MUTATIONS - loaded, loaded);
    assertThat(loaded).isBetween(1, MUTATIONS - 1);
  }

  private Optional<ComputationGraph> load(MutatedModel model, int seed, byte[] bytes)
      throws IOException {
    Path file = Files.write(folder.resolve("model"), bytes);
    try {
      return Optional.of(model.load(file));
    } catch (UnreadableKerasFileException | UnsupportedKerasModelException e) {
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void assertOutput(
      int seed, ComputationGraph network, Evaluation truth, INDArray... inputs) throws IOException {
    for (int row = 0; row < inputs[0].size(0); row++) {
      INDArrayIndex place = NDArrayIndex.interval(row, row + 1);
      INDArray[] example =
          Stream.of(inputs).map(input -> input.get(place).dup()).toArray(INDArray[]::new);
      double[] expected =
          truth.output(
              Stream.of(example)
                  .map(input -> input.slice(0).castTo(DataType.DOUBLE))
                  .map(input -> input.reshape('c', input.size(0), -1).toDoubleMatrix())
                  .toList());
      double[] output = WithoutHelpers.call(() -> network.outputSingle(example)).toDoubleVector();
      double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
      if (scale < Float.MAX_VALUE / 1000) { // beyond, 32 bit give infinity
        assertThat(output).as("seed %d", seed).containsExactly(expected, within(1e-5 * scale));
      }
    }
  }
}
