package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of layers that are called several times or lie inside of a model, and what they guard. */
class SharedLayersTest {
  private static final String FOLDER = "keras-structure/keras2";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shared_convolution  | conv/1, conv/2",
        "shared_three_times  | dense/1, dense/2, dense/3",
        "nested_sequential   | encoder/conv, encoder/norm, encoder/relu",
        "siamese             | encoder/1/conv, encoder/2/conv, difference",
        "nested_deep         | middle/1/innermost/conv/1, middle/2/innermost/conv/2, middle/2/last",
        "nested_output       | dense, inner/dense"
      })
  void names_sayWhichCallAndWhichModel(String network, String names) {
    ComputationGraph graph = KerasModels.load(KerasFolder.of(FOLDER, network).model());

    assertThat(graph.getConfiguration().getVertices()).containsKeys(names.split(", "));
  }

  @Test
  void target_refusesTheNameOfASharedLayer_withTheNamesOfItsCalls() {
    KerasFolder shared = KerasFolder.of(FOLDER, "shared_convolution");
    DeepLift deepLift = DeepLift.builder(KerasModels.load(shared.model())).build();

    assertThatThrownBy(
            () -> deepLift.explain(shared.inputs(), Reference.zeros(), Target.layer("conv", 0, 0)))
        .hasMessageContainingAll("conv/1", "conv/2");
  }

  @Test
  void calls_haveTheSameWeights() {
    ComputationGraph graph = KerasModels.load(KerasFolder.of(FOLDER, "shared_convolution").model());

    assertThat(graph.getLayer("conv/1").params()).isEqualTo(graph.getLayer("conv/2").params());
  }

  @Test
  void load_refusesModelsInModelsThatNeverEnd() {
    String model = "{'name':'m','layers':[" + input("x") + "],'input_layers':[['x',0,0]],";
    model += "'output_layers':[['x',0,0]]}";
    for (int depth = 0; depth < 40; depth++) {
      model = twice(model);
    }
    String config = ("{'class_name':'Model','config':" + model + "}").replace('\'', '"');

    assertThatThrownBy(() -> KerasModels.load(new KerasFile().bare("x").writeModel(folder, config)))
        .isInstanceOf(UnreadableKerasFileException.class)
        .hasMessageContaining("more than 20000");
  }

  private static String input(String name) {
    return "{'class_name':'InputLayer','name':'"
        + name
        + "','config':{'name':'"
        + name
        + "','batch_input_shape':[null,2]},'inbound_nodes':[]}";
  }

  /** A model that calls another on its input, and again on what that gives. */
  private static String twice(String model) {
    return "{'name':'m','layers':["
        + input("x")
        + ",{'class_name':'Model','name':'m','config':"
        + model
        + ",'inbound_nodes':[[['x',0,0,{}]],[['m',1,0,{}]]]}],"
        + "'input_layers':[['x',0,0]],'output_layers':[['m',2,0]]}";
  }

  @Test
  void load_refusesACallThatIsNotThere() {
    String config =
        new Config()
            .input("x", "[null,8]")
            .layer("Flatten", "a", "", "x")
            .layer("Flatten", "b", "", "a")
            .functional("x", "b")
            .replace("[\"a\",0,0,{}]", "[\"a\",1,0,{}]");

    assertThatThrownBy(() -> KerasModels.load(new KerasFile().bare("x").writeModel(folder, config)))
        .isInstanceOf(UnreadableKerasFileException.class)
        .hasMessageContainingAll("call 1", "'a' (Flatten)");
  }

  @Test
  void load_refusesAnOutputThatIsNotThere() {
    String config =
        new Config()
            .input("x", "[null,8]")
            .layer("Flatten", "a", "", "x")
            .layer("Flatten", "b", "", "a")
            .functional("x", "b")
            .replace("[\"a\",0,0,{}]", "[\"a\",0,1,{}]");

    assertThatThrownBy(() -> KerasModels.load(new KerasFile().bare("x").writeModel(folder, config)))
        .hasMessageContainingAll("'a' (Flatten)", "output 1");
  }
}
