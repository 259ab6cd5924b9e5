package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.keras.config.LambdaMeaning;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
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

  @Test
  void load_namesTheWayOut_whenTheMeaningIsMissing() {
    assertThatThrownBy(() -> KerasModels.load(Fixtures.model("lambda_layer")))
        .isInstanceOf(UnsupportedKerasModelException.class)
        .hasMessageContainingAll("'lambda' (Lambda)", "reader().lambda(\"lambda\"");
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
