package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Multipliers of a convolution are the rows of its matrix, written out in full. */
class ConvolutionMatrixTest {
  private static final int STEPS = 9;
  private static final int WIDTH = 3;

  record Sequences(RNNFormat format, ConvolutionMode mode, int stride, int dilation) {
    int span() {
      return (WIDTH - 1) * dilation + 1;
    }

    /** Truncated windows have one cell of padding on both ends, causal ones all before. */
    int outputs() {
      return mode == ConvolutionMode.Truncate
          ? (STEPS + 2 - span()) / stride + 1
          : (STEPS + stride - 1) / stride;
    }

    int before() {
      return switch (mode) {
        case Truncate -> 1;
        case Causal -> span() - 1;
        default -> Math.max((outputs() - 1) * stride + span() - STEPS, 0) / 2;
      };
    }

    boolean channelsLast() {
      return format == RNNFormat.NWC;
    }
  }

  static List<Sequences> sequences() {
    List<Sequences> all = new ArrayList<>();
    for (RNNFormat format : RNNFormat.values()) {
      for (ConvolutionMode mode :
          List.of(ConvolutionMode.Truncate, ConvolutionMode.Same, ConvolutionMode.Causal)) {
        for (int stride = 1; stride <= 3; stride++) {
          for (int dilation = 1; dilation <= 2; dilation++) {
            all.add(new Sequences(format, mode, stride, dilation));
          }
        }
      }
    }
    return all;
  }

  /** Output step t reads weight k at step t·stride + k·dilation − padding before. */
  @ParameterizedTest
  @MethodSource("sequences")
  void convolution1d_isItsMatrix(Sequences kind) {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new Convolution1DLayer.Builder(WIDTH, kind.stride())
                .dilation(kind.dilation())
                .padding(kind.mode() == ConvolutionMode.Truncate ? 1 : 0)
                .convolutionMode(kind.mode())
                .rnnDataFormat(kind.format())
                .nIn(2)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build());
    network.setParam("0_W", counted(2, 2, WIDTH, 1)); // buffer [width, in, out] = 1..12
    INDArray x = kind.channelsLast() ? counted(1, STEPS, 2) : counted(1, 2, STEPS);
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    for (int step = 0; step < kind.outputs(); step++) {
      for (int filter = 0; filter < 2; filter++) {
        Target target =
            kind.channelsLast() ? Target.logit(step, filter) : Target.logit(filter, step);
        Attribution attribution = deepLift.explain(x, Reference.zeros(), target);
        require(attribution.multipliers(), row(kind, step, filter));
      }
    }
  }

  /** Returns a row of the matrix in the order of the input's cells. */
  private static double[] row(Sequences kind, int step, int filter) {
    double[] row = new double[2 * STEPS];
    for (int k = 0; k < WIDTH; k++) {
      int from = step * kind.stride() + k * kind.dilation() - kind.before();
      for (int channel = 0; channel < 2 && from >= 0 && from < STEPS; channel++) {
        int cell = kind.channelsLast() ? from * 2 + channel : channel * STEPS + from;
        row[cell] = 1 + k * 4 + channel * 2 + filter;
      }
    }
    return row;
  }

  record Images(CNN2DFormat format, ConvolutionMode mode, int stride, int dilation) {}

  static List<Images> images() {
    List<Images> all = new ArrayList<>();
    for (CNN2DFormat format : CNN2DFormat.values()) {
      for (ConvolutionMode mode : List.of(ConvolutionMode.Truncate, ConvolutionMode.Same)) {
        for (int stride = 1; stride <= 3; stride++) {
          for (int dilation = 1; dilation <= 2; dilation++) {
            all.add(new Images(format, mode, stride, dilation));
          }
        }
      }
    }
    return all;
  }

  /** The matrix of a convolution has Deeplearning4j's outputs of unit vectors for its columns. */
  @ParameterizedTest
  @MethodSource("images")
  void convolution2d_isItsMatrix(Images kind) {
    MultiLayerNetwork network =
        SmallNetworks.of(
            new ConvolutionLayer.Builder(3, 2)
                .stride(kind.stride(), 1)
                .padding(kind.mode() == ConvolutionMode.Same ? 0 : 1, 0)
                .dilation(kind.dilation(), 1)
                .convolutionMode(kind.mode())
                .dataFormat(kind.format())
                .nIn(2)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build());
    network.getParam("0_W").assign(counted(2, 2, 3, 2));
    boolean last = kind.format() == CNN2DFormat.NHWC;
    long[] shape = last ? new long[] {60, 6, 5, 2} : new long[] {60, 2, 6, 5};
    INDArray units = Nd4j.eye(60).castTo(DataType.DOUBLE).reshape('c', shape);
    INDArray matrix = PlainOutput.of(network, units)[0];
    INDArray x = units.get(NDArrayIndex.interval(0, 1)).dup();
    DeepLift deepLift = DeepLift.builder(network).requireCompleteness().build();
    for (int a = 0; a < matrix.size(1); a++) {
      for (int b = 0; b < matrix.size(2); b++) {
        int c = (a + b) % Math.toIntExact(matrix.size(3));
        double[] row = new double[60];
        for (int unit = 0; unit < 60; unit++) {
          row[unit] = matrix.getDouble(unit, a, b, c);
        }
        require(deepLift.explain(x, Reference.zeros(), Target.logit(a, b, c)).multipliers(), row);
      }
    }
  }

  private static void require(INDArray multipliers, double... expected) {
    assertThat(multipliers.ravel().toDoubleVector()).containsExactly(expected, within(1e-12));
  }
}
