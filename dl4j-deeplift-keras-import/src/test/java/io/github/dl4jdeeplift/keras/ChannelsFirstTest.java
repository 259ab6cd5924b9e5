package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.keras.config.DimensionOrder;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks with channels first beside what {@link Keras1LayersTest} compares. */
class ChannelsFirstTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  /**
   * The twin is the same network with channels last, which scripts/make_channels_last_twins.py
   * built in Keras 2 from the same weights and compared with what Keras 1 gave.
   */
  @ParameterizedTest
  @CsvSource({
    "tensorflow, RESCALE",
    "tensorflow, REVEAL_CANCEL",
    "theano, RESCALE",
    "theano, REVEAL_CANCEL"
  })
  void contributions_areThoseOfTheTwinWithChannelsLast(String backend, NonlinearityRule rule) {
    Path folder = RESOURCES.resolve("keras1").resolve(backend).resolve("kundaje_like");
    INDArray images = Fixtures.array(folder.resolve("input.npy"));
    ComputationGraph network = KerasModels.load(folder.resolve("model.h5"));
    ComputationGraph twin =
        KerasModels.load(RESOURCES.resolve("keras1-twins").resolve(backend).resolve("model.h5"));

    for (int output = 0; output < 3; output++) {
      INDArray first = explained(network, rule, images, output);
      INDArray last = explained(twin, rule, images.permute(0, 2, 3, 1).dup('c'), output);
      double size = last.amaxNumber().doubleValue();

      assertThat(size).isPositive();
      assertThat(first.sub(last.permute(0, 3, 1, 2)).amaxNumber().doubleValue())
          .isLessThan(1e-5 * size);
    }
  }

  private static INDArray explained(
      ComputationGraph network, NonlinearityRule rule, INDArray images, int output) {
    INDArray reference =
        images.slice(3).dup('c').reshape(1, images.size(1), images.size(2), images.size(3));
    return DeepLift.builder(network)
        .nonlinearityRule(rule)
        .build()
        .explain(new INDArray[] {images}, Reference.of(reference), Target.logit(output))
        .contributionsOfInputs()
        .get(0);
  }

  /** A unit of a hidden layer is named in the file's own order: channel, row, column. */
  @ParameterizedTest
  @CsvSource({"tensorflow", "theano"})
  void targets_areInTheOrderOfTheFile(String backend) {
    Path folder = RESOURCES.resolve("keras1").resolve(backend).resolve("kundaje_like");
    INDArray images = Fixtures.array(folder.resolve("input.npy"));
    INDArray[] first = {images};
    INDArray[] last = {images.permute(0, 2, 3, 1).dup('c')};
    ComputationGraph network = KerasModels.load(folder.resolve("model.h5"));
    ComputationGraph twin =
        KerasModels.load(RESOURCES.resolve("keras1-twins").resolve(backend).resolve("model.h5"));
    Target unit = Target.layer("convolution2d_2", 5, 0, 17);
    Target same = Target.layer("second", 0, 17, 5);

    INDArray found =
        DeepLift.builder(network).build().explain(first, Reference.zeros(), unit).contributions(0);
    INDArray expected =
        DeepLift.builder(twin).build().explain(last, Reference.zeros(), same).contributions(0);

    assertThat(expected.amaxNumber().doubleValue()).isPositive();
    assertThat(found.sub(expected.permute(0, 3, 1, 2)).amaxNumber().doubleValue())
        .isLessThan(1e-5 * expected.amaxNumber().doubleValue());
  }

  @ParameterizedTest
  @CsvSource({
    "keras1/theano/kundaje_like, convolution2d_1_input, 1",
    "keras2/channels_first_conv1d, input_1, 1",
    "keras2/channels_first_spatial_dropout2d, input_1, 1",
    "keras2/conv1d_valid, input_1, -1",
    "keras2/dense_linear, input_1, -1"
  })
  void channelAxis_isThatOfTheFirstLayerWithAnOrder(String network, String input, int axis) {
    KerasModel model = KerasModels.read(RESOURCES.resolve(network).resolve("model.h5"));

    assertThat(model.channelAxis(input)).isEqualTo(axis);
  }

  /** What Keras 1 did not write and the shapes of the weights do not tell, the user says. */
  @ParameterizedTest
  @CsvSource({
    "tensorflow/th_up_sampling2d, CHANNELS_FIRST",
    "tensorflow/th_up_sampling3d, CHANNELS_FIRST",
    "tensorflow/up_sampling2d, CHANNELS_LAST",
    "theano/th_up_sampling2d_undecided, CHANNELS_FIRST",
    "theano/up_sampling2d, CHANNELS_LAST"
  })
  void output_isThatOfKeras_whereTheUserSaysTheOrder(String network, DimensionOrder order) {
    Path folder = RESOURCES.resolve("keras1").resolve(network);
    KerasModel model = KerasModels.reader().dimensionOrder(order).read(folder.resolve("model.h5"));

    assertThat(
            Fixtures.difference(
                model.network(),
                Fixtures.arrays(folder, "input"),
                Fixtures.arrays(folder, "output")))
        .isLessThan(1e-5);
  }
}
