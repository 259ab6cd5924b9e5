package io.github.dl4jdeeplift.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class AttributionListenerTest {
  private static final int EXAMPLES = 24;
  private static final int BATCH = 8;
  private static final int EPOCHS = 4;

  private static NeuralNetConfiguration.Builder configuration(WorkspaceMode mode) {
    return new NeuralNetConfiguration.Builder()
        .seed(12)
        .dataType(DataType.FLOAT)
        .updater(new Adam(0.02))
        .trainingWorkspaceMode(mode)
        .inferenceWorkspaceMode(mode);
  }

  private static List<Layer> layers() {
    return List.of(
        new DenseLayer.Builder().nIn(5).nOut(9).activation(Activation.TANH).dropOut(0.6).build(),
        new BatchNormalization.Builder().nIn(9).nOut(9).build(),
        new DenseLayer.Builder().nIn(9).nOut(6).activation(Activation.RELU).build(),
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(6)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build());
  }

  private static MultiLayerNetwork row(WorkspaceMode mode) {
    NeuralNetConfiguration.ListBuilder builder = configuration(mode).list();
    layers().forEach(builder::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
    network.init();
    return network;
  }

  private static ComputationGraph graph(WorkspaceMode mode) {
    var builder = configuration(mode).graphBuilder().addInputs("in");
    String from = "in";
    for (Layer layer : layers()) {
      String name = "layer" + from;
      builder.addLayer(name, layer, from);
      from = name;
    }
    ComputationGraph network = new ComputationGraph(builder.setOutputs(from).build());
    network.init();
    return network;
  }

  static Stream<Supplier<Model>> networks() {
    return Stream.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)
        .flatMap(mode -> Stream.<Supplier<Model>>of(() -> row(mode), () -> graph(mode)));
  }

  private static DataSetIterator data() {
    java.util.Random random = new java.util.Random(3);
    INDArray features = Nd4j.create(DataType.FLOAT, EXAMPLES, 5);
    INDArray labels = Nd4j.create(DataType.FLOAT, EXAMPLES, 3);
    for (int example = 0; example < EXAMPLES; example++) {
      for (int place = 0; place < 5; place++) {
        features.putScalar(example, place, random.nextGaussian());
      }
      labels.putScalar(example, random.nextInt(3), 1);
    }
    return new ListDataSetIterator<>(new DataSet(features, labels).asList(), BATCH);
  }

  private static void fit(Model network) {
    Nd4j.getRandom().setSeed(99);
    goOn(network);
  }

  private static void goOn(Model network) {
    if (network instanceof MultiLayerNetwork row) {
      row.fit(data(), EPOCHS);
    } else {
      ((ComputationGraph) network).fit(data(), EPOCHS);
    }
  }

  private static INDArray batch() {
    return Nd4j.linspace(DataType.FLOAT, -1, 0.2, 10).reshape(2, 5);
  }

  private static AttributionListener listener(List<Watched> into) {
    return AttributionListener.of(batch(), Reference.zeros(), Target.logit(1)).to(into::add);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void training_goesTheSameWay(Supplier<Model> network) {
    Model alone = network.get();
    fit(alone);
    Model watched = network.get();
    List<Watched> seen = new ArrayList<>();
    watched.addListeners(listener(seen).everyIterations(2).everyEpochs(1));
    fit(watched);
    assertThat(seen).hasSize(EPOCHS * EXAMPLES / BATCH / 2 + EPOCHS);
    assertThat(watched.params().equalsWithEps(alone.params(), 0)).isTrue();
    assertThat(updater(watched).equalsWithEps(updater(alone), 0)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void training_goesTheSameWay_whenExplainedBetween(Supplier<Model> network) {
    INDArray batch = batch(); // made here: ND4J's linspace moves its random numbers on
    Model alone = network.get();
    fit(alone);
    goOn(alone);
    Model explained = network.get();
    fit(explained);
    DeepLift.builder(explained).build().explain(batch, Reference.zeros(), Target.logit(1));
    goOn(explained);
    assertThat(explained.params().equalsWithEps(alone.params(), 0)).isTrue();
    assertThat(updater(explained).equalsWithEps(updater(alone), 0)).isTrue();
  }

  private static INDArray updater(Model network) {
    return network instanceof MultiLayerNetwork row
        ? row.getUpdater().getStateViewArray()
        : ((ComputationGraph) network).getUpdater().getUpdaterStateViewArray();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void attributions_areThoseOfTheNetworkAsItIsThen(Supplier<Model> network) {
    Model model = network.get();
    List<Watched> seen = new ArrayList<>();
    model.addListeners(listener(seen).everyIterations(5).everyEpochs(2));
    fit(model);
    assertThat(seen).extracting(Watched::iteration).containsExactly(5, 6, 10, 12);
    assertThat(seen).extracting(Watched::epoch).containsExactly(1, 2, 3, 4);
    INDArray batch = Nd4j.linspace(DataType.FLOAT, -1, 0.2, 10).reshape(2, 5);
    INDArray last =
        DeepLift.builder(model)
            .build()
            .explain(batch, Reference.zeros(), Target.logit(1))
            .contributions();
    assertThat(seen.get(3).attribution().contributions().equalsWithEps(last, 0)).isTrue();
    assertThat(seen.get(0).attribution().contributions().equalsWithEps(last, 1e-4)).isFalse();
  }

  @Test
  void settings_areTheUsers() {
    List<Watched> seen = new ArrayList<>();
    MultiLayerNetwork network = row(WorkspaceMode.ENABLED);
    network.addListeners(
        listener(seen)
            .everyEpochs(4)
            .with(builder -> builder.nonlinearityRule(NonlinearityRule.REVEAL_CANCEL)));
    fit(network);
    assertThat(seen.get(0).attribution().provenance().rules().values())
        .anyMatch(rule -> rule.contains("RevealCancel"));
  }

  @Test
  void files_areReadByNumPy(@TempDir Path folder) {
    MultiLayerNetwork network = row(WorkspaceMode.ENABLED);
    List<Watched> seen = new ArrayList<>();
    network.addListeners(
        listener(seen)
            .everyIterations(6)
            .to(new AttributionFiles(folder.resolve("made")))
            .to(new AttributionLog()));
    fit(network);
    Path file = folder.resolve("made").resolve("contributions_0000012.npy");
    assertThat(file).exists();
    INDArray read = Nd4j.createFromNpyFile(file.toFile());
    assertThat(read.equalsWithEps(seen.get(1).attribution().contributions(), 0)).isTrue();
    assertThat(Files.exists(folder.resolve("made").resolve("contributions_0000006.npy"))).isTrue();
  }

  @Test
  void intervals_arePositive() {
    assertThatThrownBy(() -> listener(new ArrayList<>()).everyIterations(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
  }
}
