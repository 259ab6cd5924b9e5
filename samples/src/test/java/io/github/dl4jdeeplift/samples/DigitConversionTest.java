package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.genomics.file.NpyFile;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class DigitConversionTest {
  private static final Path DATA = Path.of("data/digits");

  /** A tie that rounding decides otherwise moves a mean by less. */
  private static final Offset<Double> ROUNDING = within(0.02);

  private final ComputationGraph network = KerasModels.load(DATA.resolve("digits.h5"));
  private final Digits digits = Digits.heldOut(DATA);

  @Test
  void network_givesTheOutputsOfKeras() {
    INDArray logits = NpyFile.read(DATA.resolve("keras-logit.npy"));
    INDArray output = network.outputSingle(digits.images());
    assertThat(output.sub(Transforms.softmax(logits, true)).amaxNumber().doubleValue())
        .isLessThan(1e-5);
  }

  /** Expected by the authors' program and TensorFlow's gradients: scripts/convert_digits.py. */
  @ParameterizedTest
  @CsvSource({
    "8, 3, 45.74, 37.75, 31.79, 37.29",
    "8, 6, 31.08, 24.32, 21.35, 24.00",
    "9, 1, 33.84, 30.94, 29.85, 30.95",
    "4, 1, 31.63, 28.73, 28.27, 28.63"
  })
  void falls_areThoseOfTheAuthorsProgram(
      int from, int to, double revealCancel, double rescale, double gradient, double integrated) {
    var falls =
        new DigitConversion(network).falls(digits.of(from), new DigitConversion.Pair(from, to));
    assertThat(falls.get("DeepLIFT, RevealCancel")).isCloseTo(revealCancel, ROUNDING);
    assertThat(falls.get("DeepLIFT, Rescale")).isCloseTo(rescale, ROUNDING);
    assertThat(falls.get("gradient × input")).isCloseTo(gradient, ROUNDING);
    assertThat(falls.get("integrated gradients")).isCloseTo(integrated, ROUNDING);
  }

  @Test
  void pictures_areDrawn(@TempDir Path folder) {
    new DigitConversion(network).draw(digits.of(8), new DigitConversion.Pair(8, 3), folder);
    assertThat(folder.resolve("8-to-3-0.svg")).isNotEmptyFile();
    assertThat(folder.resolve("8-to-3-4.png")).isNotEmptyFile();
  }
}
