package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The forms in which ten years of Keras 2 wrote the same thing; expected values worked by hand. */
class KerasFormsTest {
  @TempDir private Path folder;

  /** y = x [[1], [-2]] + 0.5. */
  private static KerasFile dense() {
    return new KerasFile()
        .weight("dense_1", "kernel", new float[][] {{1}, {-2}})
        .weight("dense_1", "bias", new float[] {0.5f});
  }

  private static final String DENSE =
      "{'name':'dense_1','units':1,'activation':'relu','use_bias':true,'trainable':true%s}";
  private static final String INPUT =
      "{'class_name':'InputLayer','name':'in','inbound_nodes':[],'config':{'name':'in',"
          + "'batch_input_shape':[null,2],'dtype':'float32','sparse':false}}";

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String dense(String more) {
    return "{'class_name':'Dense','config':" + DENSE.formatted(more) + "}";
  }

  private static String functional(String tensor, String ends) {
    return json(
        "{'class_name':'Model','config':{'name':'m','layers':["
            + INPUT
            + ",{'class_name':'Dense','name':'dense_1','inbound_nodes':"
            + tensor
            + ",'config':"
            + DENSE.formatted("")
            + "}],"
            + ends
            + "}}");
  }

  /** x = [3, 1] gives relu(3 - 2 + 0.5) = 1.5. */
  private static void assertDense(ComputationGraph network, String input) {
    assertThat(network.getConfiguration().getNetworkInputs()).containsExactly(input);
    assertThat(network.getConfiguration().getNetworkOutputs()).containsExactly("dense_1");
    INDArray output = network.outputSingle(Nd4j.createFromArray(new float[][] {{3, 1}}));
    assertThat(output.toDoubleVector()).containsExactly(1.5);
  }

  @Test
  void sequential_isAListWithoutInputLayer() {
    String config =
        json(
            "{'class_name':'Sequential','config':["
                + dense(",'batch_input_shape':[null,2],'dtype':'float32'")
                + "]}");

    assertDense(KerasModels.load(dense().writeModel(folder, config)), "dense_1_input");
  }

  @Test
  void sequential_saysItsShapeWhenBuilt() {
    String config =
        json(
            "{'class_name':'Sequential','config':{'name':'s','build_input_shape':[null,2],'layers':["
                + dense("")
                + "]}}");

    assertDense(KerasModels.load(dense().writeModel(folder, config)), "dense_1_input");
  }

  @Test
  void tuples_areLists() {
    String config =
        json(
            "{'class_name':'Sequential','config':["
                + dense(",'batch_input_shape':{'class_name':'__tuple__','items':[null,2]}")
                + "]}");

    assertDense(KerasModels.load(dense().writeModel(folder, config)), "dense_1_input");
  }

  @Test
  void calls_areListsOfTensorsOrOneTensor() {
    String ends = "'input_layers':[['in',0,0]],'output_layers':[['dense_1',0,0]]";
    String flatEnds = "'input_layers':['in',0,0],'output_layers':['dense_1',0,0]";

    assertDense(
        KerasModels.load(
            dense().writeModel(folder, functional("[[['in',0,0,{'training':false}]]]", ends))),
        "in");
    assertDense(
        KerasModels.load(dense().writeModel(folder, functional("[['in',0,0,{}]]", flatEnds))),
        "in");
  }

  /** As code that spells defaults out saves them. */
  @Test
  void call_mayHaveArgumentsThatChangeNothing() {
    String ends = "'input_layers':[['in',0,0]],'output_layers':[['dense_1',0,0]]";
    String call = "[[['in',0,0,{'use_causal_mask':false,'return_attention_scores':false}]]]";

    assertDense(KerasModels.load(dense().writeModel(folder, functional(call, ends))), "in");
  }

  @Test
  void layers_mayComeInAnyOrder() {
    String config =
        json(
            "{'class_name':'Functional','config':{'name':'m','layers':["
                + "{'class_name':'Dense','name':'dense_1','inbound_nodes':[[['in',0,0,{}]]],'config':"
                + DENSE.formatted("")
                + "},"
                + INPUT
                + "],'input_layers':[['in',0,0]],'output_layers':[['dense_1',0,0]]}}");

    assertDense(KerasModels.load(dense().writeModel(folder, config)), "in");
  }

  @Test
  void weightNames_mayBeTheanosOrNumbered() {
    String config = sequential(dense(",'batch_input_shape':[null,2]"));
    KerasFile numbered =
        new KerasFile()
            .weight("dense_1", "kernel_1", new float[][] {{1}, {-2}})
            .weight("dense_1", "bias_1", new float[] {0.5f});

    assertDense(KerasModels.load(dense().theano().writeModel(folder, config)), "dense_1_input");
    assertDense(KerasModels.load(numbered.writeModel(folder, config)), "dense_1_input");
  }

  @Test
  void double64_isComputedInDouble() {
    String config = sequential(dense(",'batch_input_shape':[null,2],'dtype':'float64'"));
    KerasFile file =
        new KerasFile()
            .weight("dense_1", "kernel", new double[][] {{1}, {-2}})
            .weight("dense_1", "bias", new double[] {0.1});

    ComputationGraph network = KerasModels.load(file.writeModel(folder, config));

    assertThat(network.getConfiguration().getDataType()).isEqualTo(DataType.DOUBLE);
    INDArray output = network.outputSingle(Nd4j.createFromArray(new double[][] {{3, 1}}));
    assertThat(output.getDouble(0)).isEqualTo(1.1);
  }

  @Test
  void double64_weightsOfAFloatNetworkAreRounded() {
    KerasFile file =
        new KerasFile()
            .weight("dense_1", "kernel", new double[][] {{1}, {-2}})
            .weight("dense_1", "bias", new double[] {0.5});

    assertDense(
        KerasModels.load(
            file.writeModel(folder, sequential(dense(",'batch_input_shape':[null,2]")))),
        "dense_1_input");
  }

  @Test
  void activation_mayBeALayer() {
    String leaky =
        DENSE.replace(
            "'relu'",
            "{'class_name':'LeakyReLU','config':{'name':'l','trainable':true,'alpha':0.25}}");
    String layer =
        "{'class_name':'Dense','config':" + leaky.formatted(",'batch_input_shape':[null,2]") + "}";

    ComputationGraph network = KerasModels.load(dense().writeModel(folder, sequential(layer)));

    // 1 - 4 + 0.5 = -2.5, times 0.25
    INDArray output = network.outputSingle(Nd4j.createFromArray(new float[][] {{1, 2}}));
    assertThat(output.getDouble(0)).isEqualTo(-0.625);
  }

  @Test
  void activation_leakyReluByNameIsTensorFlows() {
    String layer =
        "{'class_name':'Dense','config':"
            + DENSE.replace("relu", "leaky_relu").formatted(",'batch_input_shape':[null,2]")
            + "}";

    ComputationGraph network = KerasModels.load(dense().writeModel(folder, sequential(layer)));

    // 1 - 4 + 0.5 = -2.5; Keras 2.15 gives leaky_relu(-2.5) = -0.5
    INDArray output = network.outputSingle(Nd4j.createFromArray(new float[][] {{1, 2}}));
    assertThat(output.getDouble(0)).isEqualTo(-0.5);
  }

  private static String sequential(String... layers) {
    return json("{'class_name':'Sequential','config':[" + String.join(",", layers) + "]}");
  }
}
