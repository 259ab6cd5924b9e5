package io.github.dl4jdeeplift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that Deeplearning4j saved. */
class Deeplearning4jModelTest {
  @TempDir private Path folder;

  private Map<String, INDArray> explain(Model network, Object... arguments) {
    Path output = folder.resolve("out.npz");
    Stream<Object> options =
        Stream.of("explain", "--model", TestFiles.zip(folder, network), "--output", output);
    CommandRun.of(Stream.concat(options, Stream.of(arguments)).toArray()).requireDone();
    return NpzContent.of(output);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void figure1OfThePaper_isExplainedInTheNetworksType(DataType type) {
    Path input =
        TestFiles.array(folder, "x", Nd4j.createFromArray(new double[][] {{-1, -1}}).castTo(type));

    Map<String, INDArray> arrays = explain(TestNetworks.figure1(type), "--input", input);

    // At (-1, -1) y is 0, at the reference (0, 0) it is 2; the inputs' -1 and -2 share 0.2 * -2.
    double precision = type == DataType.DOUBLE ? 1e-12 : 1e-6;
    INDArray contributions = arrays.get("contributions");
    assertThat(contributions.getDouble(0, 0)).isCloseTo(-0.4 / 3, within(precision));
    assertThat(contributions.getDouble(0, 1)).isCloseTo(-0.8 / 3, within(precision));
    assertThat(arrays.get("output").getDouble(0)).isCloseTo(0.1, within(precision));
    assertThat(arrays.get("reference_output").getDouble(0)).isCloseTo(0.5, within(precision));
    assertThat(arrays.values()).allSatisfy(each -> assertThat(each.dataType()).isEqualTo(type));
  }

  @Test
  void sequences_areEncodedInTheNetworksLayout() {
    Path sequences = TestFiles.text(folder, "dna.fa", ">a\nACGTNACC\n>b\nTTGACCGT\n");
    Object[] options = {"--fasta", sequences, "--reference", "uniform"};

    Map<String, INDArray> last = explain(TestNetworks.sequences(RNNFormat.NWC), options);
    Map<String, INDArray> first = explain(TestNetworks.sequences(RNNFormat.NCW), options);

    assertThat(last.get("one_hot").shape()).containsExactly(2, 8, 4);
    assertThat(first.get("one_hot")).isEqualTo(last.get("one_hot").permute(0, 2, 1).dup());
    // Both networks have the same parameters, read in the same order.
    INDArray turned = last.get("contributions").permute(0, 2, 1);
    assertThat(first.get("contributions").equalsWithEps(turned, 1e-6)).isTrue();
    assertThat(first.get("contributions").norm1Number().doubleValue()).isPositive();
  }

  @Test
  void shufflesOfChannelsFirst_keepTheBases() {
    Path sequences = TestFiles.text(folder, "dna.fa", ">a\nACGTTGACCA\n");
    Map<String, INDArray> arrays =
        explain(
            TestNetworks.sequences(RNNFormat.NCW),
            "--fasta",
            sequences,
            "--reference",
            "shuffle:3");

    double sum = arrays.get("contributions").sumNumber().doubleValue();
    double difference =
        arrays.get("output").getDouble(0) - arrays.get("reference_output").getDouble(0);
    assertThat(sum).isCloseTo(difference, within(1e-5));
  }

  @Test
  void sequencesTooShortForTheNetwork_areRefused() {
    Path sequences = TestFiles.text(folder, "short.fa", ">a\nAC\n");
    Path output = folder.resolve("out.npz");

    CommandRun.of(
            "explain",
            "--model",
            TestFiles.zip(folder, TestNetworks.sequences(RNNFormat.NCW)),
            "--fasta",
            sequences,
            "--output",
            output)
        .requireRefusal(2, "'convolution'", "[4, 2]");
    assertThat(output).doesNotExist();
  }

  @Test
  void layersWithoutRule_areListedAndRefused() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new LearnedSelfAttentionLayer.Builder()
                        .name("memory")
                        .nIn(4)
                        .nOut(3)
                        .nHeads(1)
                        .nQueries(6)
                        .projectInput(true)
                        .build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(3)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(4))
                .build());
    network.init();
    Path model = TestFiles.zip(folder, network);
    Path input = TestFiles.array(folder, "x", Nd4j.zeros(1, 4, 6));
    Path output = folder.resolve("out.npz");

    CommandRun.of("explain", "--model", model, "--input", input, "--output", output)
        .requireRefusal(3, "network.zip", "'memory'", "LearnedSelfAttentionLayer");
    assertThat(output).doesNotExist();
    CommandRun inspected = CommandRun.of("inspect", "--model", model);
    inspected.requireRefusal(3, "network.zip", "'memory'", "LearnedSelfAttentionLayer");
    assertThat(inspected.out())
        .contains("memory", "LearnedSelfAttentionLayer", "none: ", "RnnOutputLayer");
  }

  @Test
  void inspect_showsShapesWhereTheFirstLayersTell() {
    CommandRun run =
        CommandRun.of(
                "inspect", "--model", TestFiles.zip(folder, TestNetworks.figure1(DataType.FLOAT)))
            .requireDone();

    assertThat(run.out().lines())
        .anySatisfy(line -> assertThat(line).contains("input", "[2]"))
        .anySatisfy(line -> assertThat(line).contains("DenseLayer", "[1]", "Rescale of"));
  }

  @Test
  void truncatedArchive_isRefused() {
    Path whole = TestFiles.zip(folder, TestNetworks.figure1(DataType.FLOAT));
    Path input = TestFiles.array(folder, "x", Nd4j.zeros(1, 2));
    for (double part : new double[] {0.3, 0.9, 0.99}) {
      CommandRun.of(
              "explain",
              "--model",
              TestFiles.truncated(folder, whole, part),
              "--input",
              input,
              "--output",
              folder.resolve("out.npz"))
          .requireRefusal(2, "truncated-network.zip", "corrupt");
    }
  }
}
