package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Real files with bytes changed at random: each is refused, or gives the network that its own text
 * and numbers describe, by an evaluation that shares nothing with the importer.
 *
 * <p>{@code -Ddeeplift.mutations=10000} makes more of them than each build does.
 */
class MutatedFileTest {
  private static final int MUTATIONS = Integer.getInteger("deeplift.mutations", 200);

  @TempDir private Path folder;

  @Test
  void load_refusesOrGivesWhatTheFileSays() throws IOException {
    Path intact = Fixtures.model("conv1d_relu");
    byte[] bytes = Files.readAllBytes(intact);
    INDArray inputs = Fixtures.inputs("conv1d_relu")[0];
    int loaded = 0;
    try (HdfFile file = new HdfFile(intact)) {
      for (int seed = 0; seed < MUTATIONS; seed++) {
        byte[] mutated = mutate(bytes, new Random(seed));
        Optional<ComputationGraph> network = load(seed, mutated);
        if (network.isPresent()) {
          loaded++;
          assertOutput(seed, network.get(), new SequentialEvaluator(mutated, file), inputs);
        }
      }
    }
    assertThat(loaded).isBetween(MUTATIONS / 20, MUTATIONS - 1);
  }

  private Optional<ComputationGraph> load(int seed, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("model.h5"), bytes);
    try {
      return Optional.of(KerasModels.load(file));
    } catch (UnreadableKerasFileException | UnsupportedKerasModelException e) {
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static void assertOutput(
      int seed, ComputationGraph network, SequentialEvaluator truth, INDArray inputs)
      throws IOException {
    for (int row = 0; row < inputs.size(0); row++) {
      INDArray input = inputs.get(NDArrayIndex.interval(row, row + 1));
      double[] expected = truth.output(input.slice(0).castTo(DataType.DOUBLE).toDoubleMatrix());
      double[] output =
          WithoutHelpers.call(() -> network.outputSingle(input.dup())).toDoubleVector();
      double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
      if (scale < Float.MAX_VALUE / 1000) { // beyond, 32 bit give infinity
        assertThat(output).as("seed %d", seed).containsExactly(expected, within(1e-5 * scale));
      }
    }
  }

  /** One to three changes: a byte, a bit, a run of zeros, or a run copied from elsewhere. */
  private static byte[] mutate(byte[] intact, Random random) {
    byte[] bytes = intact.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      int run = Math.min(1 + random.nextInt(16), bytes.length - at);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, at + run, (byte) 0);
        default -> System.arraycopy(intact, random.nextInt(bytes.length - run), bytes, at, run);
      }
    }
    return bytes;
  }
}
