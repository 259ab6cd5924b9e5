package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays of weights that do not fit the configuration: none may be left over, missing or bent. */
class WeightRefusalTest {
  private static final float[][] KERNEL = {{1}, {-2}};
  private static final float[] BIAS = {0.5f};
  private static final String CONFIG =
      new Config()
          .input("x", "[null,2]")
          .layer("Dense", "dense", "'units':1,'activation':'relu','use_bias':true", "x")
          .functional("x", "dense");

  @TempDir private Path folder;

  private AbstractThrowableAssert<?, ?> assertRefused(KerasFile file) {
    return assertThatThrownBy(() -> KerasModels.load(file.writeModel(folder, CONFIG)))
        .isInstanceOf(UnreadableKerasFileException.class)
        .hasMessageContaining("model.h5");
  }

  @Test
  void load_namesBothShapes_whenTheyDiffer() {
    assertRefused(
            new KerasFile()
                .weight("dense", "kernel", new float[][] {{1, 2}, {3, 4}})
                .weight("dense", "bias", BIAS))
        .hasMessageContainingAll("'dense'", "'kernel' of shape [2, 1]", "of shape [2, 2]");
  }

  @Test
  void load_namesWhatIsStored_whenAnArrayIsMissing() {
    assertRefused(new KerasFile().weight("dense", "kernel", KERNEL))
        .hasMessageContainingAll("2 arrays of weights [kernel, bias]", "1 are stored [kernel]");
  }

  @Test
  void load_namesWhatIsStored_whenALayersWeightsAreMissing() {
    assertRefused(new KerasFile().bare("dense")).hasMessageContainingAll("'dense'", "0 are stored");
  }

  @Test
  void load_refusesAnArrayTooMany() {
    assertRefused(
            new KerasFile()
                .weight("dense", "kernel", KERNEL)
                .weight("dense", "bias", BIAS)
                .weight("dense", "gamma", BIAS))
        .hasMessageContaining("3 are stored [kernel, bias, gamma]");
  }

  @Test
  void load_refusesALayerTooMany() {
    assertRefused(
            new KerasFile()
                .weight("dense", "kernel", KERNEL)
                .weight("dense", "bias", BIAS)
                .weight("other", "kernel", KERNEL))
        .hasMessageContaining("layers [other]");
  }

  @Test
  void load_refusesArraysInAnotherOrder() {
    assertRefused(new KerasFile().weight("dense", "bias", BIAS).weight("dense", "kernel", KERNEL))
        .hasMessageContainingAll("needs 'kernel'", "dense/bias:0");
  }

  @Test
  void load_refusesNumbersThatAreNotFinite() {
    assertRefused(
            new KerasFile()
                .weight("dense", "kernel", KERNEL)
                .weight("dense", "bias", new float[] {Float.NaN}))
        .hasMessageContainingAll("dense/dense/bias:0", "NaN or infinite");
  }

  @Test
  void load_refusesWholeNumbers() {
    assertThatThrownBy(
            () ->
                KerasModels.load(
                    new KerasFile()
                        .weight("dense", "kernel", KERNEL)
                        .weight("dense", "bias", new int[] {1})
                        .writeModel(folder, CONFIG)))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll("dense/dense/bias:0", "floating point");
  }
}
