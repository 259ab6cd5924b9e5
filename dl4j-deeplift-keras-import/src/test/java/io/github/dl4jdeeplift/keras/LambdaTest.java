package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dl4jdeeplift.keras.config.LambdaMeaning;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Lambda layers by the meaning that the user gives them; expected values by hand, or Keras's. */
class LambdaTest {
  @TempDir private Path folder;

  private KerasModel read(LambdaMeaning meaning) {
    String config =
        new Config()
            .input("x", "[null,3,2]")
            .layer("Lambda", "it", "'function':['abc',null,null]", "x")
            .functional("x", "it");
    return KerasModels.reader()
        .lambda("it", meaning)
        .read(new KerasFile().bare("x").writeModel(folder, config));
  }

  private INDArray output(LambdaMeaning meaning) {
    INDArray x = Nd4j.createFromArray(new float[][][] {{{1, 2}, {3, 4}, {5, 6}}});
    return read(meaning).network().outputSingle(x);
  }

  @Test
  void reverseComplement_turnsPositionsAndChannelsAround() {
    assertThat(output(LambdaMeaning.reverseComplement()))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{6, 5}, {4, 3}, {2, 1}}}));
  }

  @Test
  void positions_areThoseOfPython() {
    assertThat(output(LambdaMeaning.positions(1, 0)))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{3, 4}, {5, 6}}}));
    assertThat(output(LambdaMeaning.positions(0, -1)))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{1, 2}, {3, 4}}}));
  }

  @Test
  void reductions_areAlongTheirAxes() {
    assertThat(output(LambdaMeaning.sum(/* keepDimensions= */ false, 1)))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{9, 12}}));
    assertThat(output(LambdaMeaning.mean(/* keepDimensions= */ true, -1)))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{1.5f}, {3.5f}, {5.5f}}}));
    assertThat(output(LambdaMeaning.maximum(/* keepDimensions= */ false, 2)))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{2, 4, 6}}));
  }

  @Test
  void numbers_multiplyAndAdd() {
    assertThat(output(LambdaMeaning.times(2)))
        .isEqualTo(Nd4j.createFromArray(new float[][][] {{{2, 4}, {6, 8}, {10, 12}}}));
    assertThat(output(LambdaMeaning.plus(0.5)).getDouble(0, 0, 0)).isEqualTo(1.5);
  }

  /** The file's Lambda is x * 2.0. */
  @Test
  void meaning_givesKerasOutputs() {
    ComputationGraph graph =
        KerasModels.reader()
            .lambda(lambda(), LambdaMeaning.times(2))
            .read(Fixtures.model("lambda_layer"))
            .network();

    assertThat(
            Fixtures.difference(
                graph, Fixtures.inputs("lambda_layer"), Fixtures.outputs("lambda_layer")))
        .isLessThan(1e-5);
  }

  private static String lambda() {
    return "lambda";
  }

  /** The file's Lambda is a function named 'double', of which Keras 3 keeps the name alone. */
  @Test
  void load_namesTheWayOut_whenTheMeaningIsMissing() {
    Path file = Fixtures.keras3("lambda_layer").resolve("model.keras");

    assertThatThrownBy(() -> KerasModels.load(file))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll("'lambda' (Lambda)", "'double'", "reader().lambda(\"lambda\"");
  }

  private String refusal(String function, String options) {
    String config =
        new Config()
            .input("x", "[null,3,2]")
            .layer("Lambda", "it", "'function':" + function + options, "x")
            .functional("x", "it");
    Path model = new KerasFile().bare("x").writeModel(folder, config);
    UnsupportedKerasModelException refusal =
        catchThrowableOfType(UnsupportedKerasModelException.class, () -> KerasModels.load(model));
    return refusal.getMessage();
  }

  private static String code(String source) throws IOException {
    Path codes = Path.of("src/test/resources/python-lambdas/3.8.json");
    String code = new ObjectMapper().readTree(codes.toFile()).get(source).textValue();
    return "['" + code.replace("\n", "\\n") + "',null,null]";
  }

  @Test
  void load_namesWhatTheCodeDoes_whenItIsNotKnown() throws IOException {
    assertThat(refusal(code("lambda x: maxlen * x"), ""))
        .contains(
            "'it' (Lambda)", "read as maxlen * x (Python 3.8)", "value of maxlen", "lambda(\"it\"");
    assertThat(refusal(code("lambda x: x.sum()"), "")).contains("calls x.sum");
    assertThat(refusal(code("lambda x: x if x > 0 else -x"), "")).contains("COMPARE_OP");
    assertThat(refusal(code("lambda x, k=3: x * k"), "")).contains("value of 'k'");
    assertThat(refusal(code("lambda x: K.sum([x], axis=1)"), "")).contains("known for a tensor");
    assertThat(refusal(code("lambda x: K.relu([x])"), "")).contains("known for a tensor");
    assertThat(refusal(code("lambda x: K.concatenate(x, axis=1)"), ""))
        .contains("known for a list of tensors");
    assertThat(refusal(code("lambda x: x[0] * x[1]"), "")).contains("does not take all examples");
    assertThat(refusal(code("lambda x: K.sum(x, axis=-1)"), ",'mask':['abc',null,null]"))
        .contains("has options [mask]");
    assertThat(refusal("['abc',null,null]", "")).contains("damaged", "3.13", "lambda(\"it\"");
    assertThat(refusal("'relu'", ",'function_type':'function'")).contains("named 'relu'");
  }

  /** Theano's backend has another lowest sum of squares. */
  @Test
  void load_refusesNormalization_ofFilesByTheano() throws IOException {
    String config =
        new Config()
            .input("x", "[null,3,2]")
            .layer("Lambda", "it", "'function':" + code("lambda x: K.l2_normalize(x, axis=1)"), "x")
            .functional("x", "it");
    Path theano = new KerasFile().theano().bare("x").writeModel(folder, config);

    assertThatThrownBy(() -> KerasModels.load(theano))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll("'it'", "theano");
  }

  /** A Lambda layer ends masks, or hands them on where it returns its input. */
  @Test
  void load_refusesMasks() throws IOException {
    String config =
        new Config()
            .input("x", "[null,3,2]")
            .layer("Masking", "mask", "'mask_value':0.0", "x")
            .layer("Lambda", "it", "'function':" + code("lambda x: K.relu(x)"), "mask")
            .functional("x", "it");
    Path model = new KerasFile().bare("x").writeModel(folder, config);

    assertThatThrownBy(() -> KerasModels.load(model))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll("'it/part1'", "a mask reaches it");
  }

  @Test
  void layers_sayWhatTheCodeWasReadAs() {
    KerasModel model =
        KerasModels.read(
            KerasFolder.of("keras-structure/keras2", "lambda_backend_reductions").model());
    KerasModel.Layer lambda =
        model.layers().stream().filter(layer -> layer.name().equals("lambda")).findFirst().get();

    assertThat(model.layers()).extracting(KerasModel.Layer::name).doesNotContain("lambda/part1");
    assertThat(lambda.className()).isEqualTo("Lambda");
    assertThat(lambda.reading())
        .contains("(K.max(x, axis=1) + K.sum(x, axis=1)) - (K.mean(x, 1) * K.min(x, 1))");
    assertThat(lambda.becomes()).contains("SumVertex", "GlobalPoolingLayer", "ElementWiseVertex");
  }

  @Test
  void read_refusesAMeaningOfNoLambdaLayer() {
    assertThatThrownBy(
            () ->
                KerasModels.reader()
                    .lambda("flip", LambdaMeaning.identity())
                    .read(Fixtures.model("lambda_layer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("[flip]", "[lambda]");
  }
}
