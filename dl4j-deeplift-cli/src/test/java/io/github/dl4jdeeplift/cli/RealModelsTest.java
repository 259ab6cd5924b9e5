package io.github.dl4jdeeplift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.genomics.BackgroundReference;
import io.github.dl4jdeeplift.genomics.OneHotSequences;
import io.github.dl4jdeeplift.genomics.ShuffledReference;
import io.github.dl4jdeeplift.genomics.file.NpyFile;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Contributions of real networks sum to the target's difference, for every stored example and each
 * reference. Sums are made here, in double precision, for each reference that is tried alone, and
 * for the mean over twenty shuffles; which of these shuffles misses most, and by how much, the
 * attribution tells.
 */
class RealModelsTest {
  private static final int SHUFFLES = 20;
  private static final int CHANNELS_LAST = 2;

  /** The tolerance of float32: 1e-5 · max(1, |f(x)|, |f(reference)|, Σ|C|). */
  private static final double TOLERANCE = 1e-5;

  private static final Path KERAS_OUTPUT =
      Path.of("../dl4j-deeplift-keras-import/src/test/resources/keras-output");
  private static final Reference ZEROS = Reference.zeros();
  private static final Reference UNIFORM =
      Reference.from(BackgroundReference.uniform(CHANNELS_LAST), 1, 0);

  private static Reference shuffles(int count) {
    return Reference.from(ShuffledReference.dinucleotide(CHANNELS_LAST), count, 7);
  }

  /** One network, and the examples that are stored with it. */
  private record Case(DeepLift deepLift, INDArray... inputs) {
    static Case of(Model network, INDArray... inputs) {
      return new Case(DeepLift.builder(network).build(), inputs);
    }

    void requireComplete(Reference reference, Target... targets) {
      List<Attribution> attributions = deepLift.explain(inputs, reference, List.of(targets));
      for (int index = 0; index < targets.length; index++) {
        requireComplete(attributions.get(index), targets[index]);
      }
    }

    private void requireComplete(Attribution attribution, Target target) {
      double[] sum = new double[Math.toIntExact(inputs[0].size(0))];
      double[] size = sum.clone();
      for (INDArray contributions : attribution.contributionsOfInputs()) {
        INDArray rows = contributions.castTo(DataType.DOUBLE).reshape('c', sum.length, -1);
        add(sum, rows.sum(1).toDoubleVector());
        add(size, rows.norm1(1).toDoubleVector());
      }
      for (int example = 0; example < sum.length; example++) {
        double actual = attribution.output().getDouble(example);
        double compared = attribution.referenceOutput().getDouble(example);
        double largest =
            Math.max(Math.max(1, size[example]), Math.max(Math.abs(actual), Math.abs(compared)));
        double miss = sum[example] - (actual - compared);
        double worst = attribution.convergenceDelta().getDouble(example);
        assertThat(Math.max(Math.abs(miss), Math.abs(worst)))
            .as("%s, example %d", target, example)
            .isLessThanOrEqualTo(TOLERANCE * largest);
      }
    }

    private static void add(double[] total, double... values) {
      for (int index = 0; index < total.length; index++) {
        total[index] += values[index];
      }
    }

    void requireCompleteForSequences(Target... targets) {
      requireComplete(ZEROS, targets);
      requireComplete(UNIFORM, targets);
      requireComplete(shuffles(1), targets);
    }
  }

  @Test
  void sampleNetwork_isExplainedCompletely() {
    Case sample =
        Case.of(
            KerasModels.load(TestFiles.SAMPLE_NETWORK),
            OneHotSequences.read(TestFiles.SAMPLE_SEQUENCES, RNNFormat.NWC).array());
    sample.requireCompleteForSequences(Target.logit(0));
    sample.requireComplete(shuffles(SHUFFLES), Target.logit(0));
  }

  /** To save time all shuffles are for one task; tasks differ in the last layer's weights alone. */
  @Test
  void deepliftGenomics_isExplainedCompletely() {
    Path folder = SharedModels.folder("deeplift-genomics");
    Case genomics =
        Case.of(
            KerasModels.load(folder.resolve("model.json"), folder.resolve("weights.h5")),
            NpyFile.read(folder.resolve("test800.x.npy")));
    genomics.requireCompleteForSequences(Target.logit(0), Target.logit(1), Target.logit(2));
    genomics.requireComplete(shuffles(SHUFFLES), Target.logit(0));
  }

  @Test
  void tal1_isExplainedCompletely() {
    Path folder = SharedModels.folder("tal1");
    Case tal1 =
        Case.of(
            KerasModels.load(folder.resolve("model.json"), folder.resolve("weights.h5")),
            SharedModels.dataSet(folder.resolve("keras-gradients.h5"), "inputs"));
    tal1.requireCompleteForSequences(Target.logit(0));
    tal1.requireComplete(shuffles(SHUFFLES), Target.logit(0));
  }

  @Test
  void mnist_isExplainedCompletely() {
    Path folder = SharedModels.folder("mnist");
    Case mnist =
        Case.of(
            KerasModels.load(folder.resolve("model.h5")),
            NpyFile.read(folder.resolve("digits200.x.npy")));
    mnist.requireComplete(ZEROS, each(Target::logit));
    mnist.requireComplete(ZEROS, each(Target::probability));
  }

  private static Target[] each(IntFunction<Target> target) {
    return IntStream.range(0, 10).mapToObj(target).toArray(Target[]::new);
  }

  @Test
  void extendedCoda_isExplainedCompletely() {
    Path folder = SharedModels.folder("extended-coda");
    INDArray tracks =
        NpyFile.read(
            Path.of(
                "../dl4j-deeplift-keras-import/src/test/resources/keras-output/extended-coda/input.npy"));
    Case coda = Case.of(KerasModels.load(folder.resolve("model.h5")), tracks);
    Reference mean = Reference.of(tracks.mean(true, 0));
    Target[] places = {Target.logit(0, 0), Target.logit(12512, 0), Target.logit(25024, 0)};
    coda.requireComplete(ZEROS, places);
    coda.requireComplete(mean, places);
  }

  @Test
  void xpressoHuman_isExplainedCompletely() {
    Path folder = SharedModels.folder("xpresso-human");
    Case xpresso =
        Case.of(
            KerasModels.load(folder.resolve("model.h5")),
            NpyFile.read(folder.resolve("xpresso.seq.npy")),
            NpyFile.read(folder.resolve("xpresso.halflife.npy")));
    xpresso.requireComplete(ZEROS, Target.logit(0));
    xpresso.requireComplete(Reference.perInput(UNIFORM, ZEROS), Target.logit(0));
    xpresso.requireComplete(Reference.perInput(shuffles(SHUFFLES), ZEROS), Target.logit(0));
  }

  @Test
  void labranchor_isExplainedCompletely() {
    Path folder = SharedModels.folder("labranchor");
    Case labranchor =
        Case.of(
            KerasModels.load(folder.resolve("model.h5")),
            NpyFile.read(KERAS_OUTPUT.resolve("labranchor/input.npy")));
    Target[] places = {Target.logit(0, 0), Target.logit(35, 0), Target.logit(69, 0)};
    labranchor.requireCompleteForSequences(places);
  }

  @Test
  void irisKeras3_isExplainedCompletely() {
    Path folder = SharedModels.folder("iris-keras3");
    INDArray flowers =
        Nd4j.createFromArray(
            new float[][] {
              {5.1f, 3.5f, 1.4f, 0.2f}, {7.0f, 3.2f, 4.7f, 1.4f}, {6.3f, 3.3f, 6.0f, 2.5f}
            });
    Case iris = Case.of(KerasModels.load(folder.resolve("iris.keras")), flowers);
    Target[] classes = {Target.logit(0), Target.logit(1), Target.logit(2)};
    iris.requireComplete(ZEROS, classes);
    iris.requireComplete(Reference.of(flowers.mean(true, 0)), classes);
    iris.requireComplete(ZEROS, Target.probability(1));
  }

  /**
   * A step of 1e-4 towards a uniform sequence passes next to no kink of a ReLU and no other winner
   * of a maximum: multipliers are then the gradient. Where a filter reaches its maximum twice,
   * Keras splits the gradient.
   */
  @Test
  void tal1_multipliersApproachKerasGradients() {
    Path folder = SharedModels.folder("tal1");
    ComputationGraph network =
        KerasModels.load(folder.resolve("model.json"), folder.resolve("weights.h5"));
    Path stored = folder.resolve("keras-gradients.h5");
    INDArray inputs = SharedModels.dataSet(stored, "inputs").castTo(DataType.FLOAT);
    INDArray gradients = SharedModels.dataSet(stored, "grads");
    Reference near = Reference.perExample(inputs.mul(1 - 1e-4).add(0.25e-4));

    INDArray multipliers =
        DeepLift.builder(network).build().explain(inputs, near, Target.logit(0)).multipliers();

    INDArray filtered =
        network.getLayer("conv1d_1").activate(inputs, false, LayerWorkspaceMgr.noWorkspaces());
    int ties = 0;
    for (long example = 0; example < inputs.size(0); example++) {
      if (hasTie(row(filtered, example))) {
        ties++;
        continue;
      }
      INDArray expected = row(gradients, example);
      double miss = row(multipliers, example).sub(expected).amaxNumber().doubleValue();
      assertThat(miss / expected.amaxNumber().doubleValue())
          .as("example %d", example)
          .isLessThan(1e-4);
    }
    assertThat(ties).as("examples with a tie, which are left out").isZero();
  }

  private static INDArray row(INDArray rows, long index) {
    return rows.get(NDArrayIndex.point(index)).castTo(DataType.DOUBLE);
  }

  /**
   * Whether a filter reaches its positive maximum at several positions, to a relative 1e-6.
   *
   * @param filtered {@code [positions, filters]}, after the ReLU
   */
  private static boolean hasTie(INDArray filtered) {
    for (long filter = 0; filter < filtered.size(1); filter++) {
      double[] values = filtered.getColumn(filter).toDoubleVector();
      double largest = Arrays.stream(values).max().orElse(0);
      long winners = Arrays.stream(values).filter(value -> value >= largest * (1 - 1e-6)).count();
      if (largest > 0 && winners > 1) {
        return true;
      }
    }
    return false;
  }
}
