package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Windows of convolutions and pooling of every small size, stride and dilation, against loops that
 * follow Keras's definition: "same" takes one window for each stride, with half of the zeros that
 * are missing, rounded down, before the input, and none where the windows need less than the input.
 */
class WindowsTest {
  private static final double[] CELLS = {3, -1, 4, 1, -5, 9, 2, -6};

  @TempDir private Path folder;

  private record Windows(String padding, int length, int width, int stride, int dilation) {
    int span() {
      return (width - 1) * dilation + 1;
    }

    int count() {
      return padding.equals("valid")
          ? (length - span()) / stride + 1
          : (length + stride - 1) / stride;
    }

    int before() {
      return switch (padding) {
        case "same" -> Math.max((count() - 1) * stride + span() - length, 0) / 2;
        case "causal" -> span() - 1;
        default -> 0;
      };
    }

    /** The cells of a window; NaN where it reaches beyond the input. */
    double[] cells(int window) {
      return IntStream.range(0, width)
          .map(tap -> window * stride - before() + tap * dilation)
          .mapToDouble(at -> at < 0 || at >= length ? Double.NaN : CELLS[at])
          .toArray();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Conv1D, valid",
    "Conv1D, same",
    "Conv1D, causal",
    "Conv2D, valid",
    "Conv2D, same",
    "MaxPooling1D, valid",
    "MaxPooling1D, same",
    "MaxPooling2D, same",
    "AveragePooling1D, valid",
    "AveragePooling1D, same",
    "AveragePooling2D, same"
  })
  void output_isThatOfTheLoops(String layer, String padding) {
    int[] dilations = layer.startsWith("Conv") ? new int[] {1, 3} : new int[] {1};
    for (int length : new int[] {1, 3, 4, 8}) {
      for (int width = 1; width <= 3; width++) {
        for (int stride : new int[] {1, 2, 4}) {
          for (int dilation : dilations) {
            Windows windows = new Windows(padding, length, width, stride, dilation);
            if (!padding.equals("valid") || windows.span() <= length) {
              assertWindows(layer, windows);
            }
          }
        }
      }
    }
  }

  private void assertWindows(String layer, Windows windows) {
    double[] expected =
        IntStream.range(0, windows.count())
            .mapToDouble(window -> expected(layer, windows.cells(window)))
            .toArray();

    INDArray output = output(layer, windows);

    assertThat(output.length()).as("%s %s", layer, windows).isEqualTo(expected.length);
    assertThat(output.reshape(-1).toDoubleVector())
        .as("%s %s", layer, windows)
        .containsExactly(expected, within(1e-5));
  }

  /** Kernels are 1, 2, 3 and so on; pooling takes the real cells alone. */
  private static double expected(String layer, double[] cells) {
    double[] real = Arrays.stream(cells).filter(cell -> !Double.isNaN(cell)).toArray();
    if (layer.startsWith("Max")) {
      return Arrays.stream(real).max().orElseThrow();
    }
    if (layer.startsWith("Average")) {
      return Arrays.stream(real).average().orElseThrow();
    }
    return IntStream.range(0, cells.length)
        .filter(tap -> !Double.isNaN(cells[tap]))
        .mapToDouble(tap -> (tap + 1) * cells[tap])
        .sum();
  }

  private INDArray output(String layer, Windows windows) {
    boolean image = layer.endsWith("2D");
    boolean convolution = layer.startsWith("Conv");
    String options =
        "'padding':'%s','strides':%s,".formatted(windows.padding, sizes(image, windows.stride))
            + (convolution
                ? "'filters':1,'activation':'linear','use_bias':false,'kernel_size':%s,"
                        .formatted(sizes(image, windows.width))
                    + "'dilation_rate':%s".formatted(sizes(image, windows.dilation))
                : "'pool_size':%s".formatted(sizes(image, windows.width)));
    String config =
        new Config()
            .input("x", image ? "[null,1," + windows.length + ",1]" : "[null,null,1]")
            .layer(layer, "it", options, "x")
            .functional("x", "it");
    if (!image && windows.stride > windows.span()) { // needs the length
      config = config.replace("[null,null,1]", "[null," + windows.length + ",1]");
    }
    KerasFile file = new KerasFile();
    if (convolution) {
      file.weight("it", "kernel", kernel(image, windows.width));
    }
    Path model = file.writeModel(folder, config);
    float[] cells = new float[windows.length];
    IntStream.range(0, cells.length).forEach(at -> cells[at] = (float) CELLS[at]);
    long[] shape = image ? new long[] {1, 1, cells.length, 1} : new long[] {1, cells.length, 1};
    INDArray input = Nd4j.createFromArray(cells).reshape(shape);
    return WithoutHelpers.call(() -> KerasModels.load(model).outputSingle(input)).dup('c');
  }

  private static String sizes(boolean image, int size) {
    return image ? "[1," + size + "]" : "[" + size + "]";
  }

  /** [width, 1, 1] or [1, width, 1, 1]. */
  private static Object kernel(boolean image, int width) {
    float[][][] kernel = new float[width][1][1];
    IntStream.range(0, width).forEach(tap -> kernel[tap][0][0] = tap + 1);
    return image ? new float[][][][] {kernel} : kernel;
  }
}
