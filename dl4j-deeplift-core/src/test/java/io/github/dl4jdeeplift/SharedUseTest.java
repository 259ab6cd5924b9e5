package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SharedUseTest {
  private final MultiLayerNetwork network =
      SmallNetworks.of(
          SmallNetworks.dense(5, 7, Activation.TANH),
          SmallNetworks.dense(7, 3, Activation.SOFTMAX));

  @Test
  void threads_shareADeepLift() throws Exception {
    DeepLift deepLift = DeepLift.builder(network).build();
    INDArray input = Nd4j.rand(DataType.DOUBLE, 6, 5);
    INDArray alone = deepLift.explain(input, Reference.zeros(), Target.logit(1)).contributions();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<INDArray>> results = new ArrayList<>();
      for (int call = 0; call < 64; call++) {
        results.add(
            pool.submit(
                () -> deepLift.explain(input, Reference.zeros(), Target.logit(1)).contributions()));
      }
      for (Future<INDArray> result : results) {
        assertThat(result.get().equalsWithEps(alone, 1e-12)).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void program_isOneForAllIndicesOfATarget() {
    Snapshot snapshot = Snapshot.of(network, DeepLift.builder(network).settings());
    Program first =
        snapshot.program(Set.of(Target.logit(0).site()), List.of(new Shape(5)), List.of());
    assertThat(snapshot.program(Set.of(Target.logit(2).site()), List.of(new Shape(5)), List.of()))
        .isSameAs(first);
    assertThat(
            snapshot.program(
                Set.of(Target.probability(0).site()), List.of(new Shape(5)), List.of()))
        .isNotSameAs(first);
  }

  @Test
  void training_isFollowedByTheNextCall() {
    DeepLift deepLift = DeepLift.builder(network).build();
    INDArray input = Nd4j.ones(DataType.DOUBLE, 1, 5);
    deepLift.explain(input, Reference.zeros(), Target.logit(0));
    network.getParam("1_W").muli(-3);
    INDArray followed = deepLift.explain(input, Reference.zeros(), Target.logit(0)).contributions();
    INDArray fresh =
        DeepLift.builder(network)
            .build()
            .explain(input, Reference.zeros(), Target.logit(0))
            .contributions();
    assertThat(followed.equalsWithEps(fresh, 0)).isTrue();
  }

  /** Deeplearning4j cannot make its own vector of no parameters inside a workspace. */
  @Test
  void networksWithoutParameters_areExplainedInsideAWorkspace() {
    List<Model> networks =
        List.of(
            SmallNetworks.of(SmallNetworks.loss(Activation.SIGMOID)),
            SmallNetworks.graph(
                g -> g.addInputs("x").addVertex("y", new ScaleVertex(1), "x").setOutputs("y")));
    try (MemoryWorkspace workspace = usersWorkspace()) {
      for (Model network : networks) {
        Attribution attribution =
            DeepLift.builder(network)
                .build()
                .explain(SmallNetworks.counted(1, 2), Reference.zeros(), Target.logit(1));
        assertThat(attribution.contributions().ravel().toDoubleVector()).containsExactly(0, 2);
      }
      assertThat(workspace.isScopeActive()).isTrue();
    }
  }

  @Test
  void deepLift_madeInsideAWorkspace_outlivesIt() {
    MultiLayerNetwork network = SmallNetworks.of(SmallNetworks.dense(2, 1, Activation.IDENTITY));
    SmallNetworks.set(network, "0_W", new double[][] {{3}, {4}});
    DeepLift deepLift;
    try (MemoryWorkspace workspace = usersWorkspace()) {
      assertThat(workspace.isScopeActive()).isTrue();
      deepLift = DeepLift.builder(network).build();
    }
    try (MemoryWorkspace workspace = usersWorkspace()) {
      assertThat(Nd4j.valueArrayOf(10_000, 7.0).isInScope()).isTrue();
    }
    Attribution attribution =
        deepLift.explain(SmallNetworks.counted(1, 2), Reference.zeros(), Target.logit(0));
    assertThat(attribution.contributions().ravel().toDoubleVector()).containsExactly(3, 8);
  }

  private static MemoryWorkspace usersWorkspace() {
    WorkspaceConfiguration configuration =
        WorkspaceConfiguration.builder().initialSize(1 << 20).build();
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "the user's");
  }
}
