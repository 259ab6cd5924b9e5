package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayerwiseRelevanceTest {
  private static final double ROUNDING = 1e-12;

  private final INDArray pixels;
  private final LayerwiseRelevance.Scores withBiases;
  private final LayerwiseRelevance.Scores withoutBiases;

  LayerwiseRelevanceTest() {
    Digits digits = Digits.heldOut(Path.of("data/digits"));
    pixels = LayerwiseRelevance.rows(digits);
    withBiases = LayerwiseRelevance.scores(digits, pixels, true);
    withoutBiases = LayerwiseRelevance.scores(digits, pixels, false);
  }

  /** Section 3.3, equation 27. */
  @Test
  void relevance_isGradientTimesInput() {
    assertThat(withBiases.relevance().amaxNumber().doubleValue()).isGreaterThan(0.1);
    assertThat(withBiases.relevanceFromGradient()).isLessThan(ROUNDING);
    assertThat(withoutBiases.relevanceFromGradient()).isLessThan(ROUNDING);
  }

  /** Section 4: all reference activations are zero. */
  @Test
  void deepLift_isGradientTimesInput_withoutBiases() {
    assertThat(withoutBiases.deepLiftFromGradient()).isLessThan(ROUNDING);
  }

  @Test
  void deepLift_isAnotherThing_withBiases() {
    assertThat(withBiases.deepLiftFromGradient()).isGreaterThan(0.01);
  }

  @Test
  void sums_areTheChangeOfTheLogit_withBiasesByDeepLiftAlone() {
    assertThat(withBiases.meanMiss(withBiases.deepLift())).isLessThan(ROUNDING);
    assertThat(withBiases.meanMiss(withBiases.relevance())).isGreaterThan(0.1);
    assertThat(withoutBiases.meanMiss(withoutBiases.relevance())).isLessThan(ROUNDING);
  }

  @Test
  void pictures_areDrawn(@TempDir Path folder) throws IOException {
    LayerwiseRelevance.draw(withBiases, pixels, folder);
    assertThat(folder.resolve("digit-0.svg")).isNotEmptyFile();
    assertThat(folder.resolve("digit-4.png")).isNotEmptyFile();
  }
}
