package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhdf.HdfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models that laboratories published, against the outputs that Keras gave for real inputs. */
class RealModelsTest {
  private static final double TOLERANCE = 1e-5;
  private static final Path MODELS =
      Path.of(System.getProperty("deeplift.models", "../../shared/models"));

  private static Path file(String model, String name) {
    Path file = MODELS.resolve(model).resolve(name);
    assumeTrue(
        Files.exists(file),
        () -> file + " is missing: give the folder of models with -Ddeeplift.models=FOLDER");
    return file;
  }

  private static INDArray array(String model, String name) {
    return Fixtures.array(file(model, name));
  }

  private static void assertOutput(
      ComputationGraph network, INDArray expected, INDArray... inputs) {
    double difference = Fixtures.difference(network, inputs, new INDArray[] {expected});
    assertThat(difference).isLessThan(TOLERANCE);
  }

  @Test
  void deepliftGenomics_givesKerasOutputs() {
    assertOutput(
        KerasModels.load(
            file("deeplift-genomics", "model.json"), file("deeplift-genomics", "weights.h5")),
        array("deeplift-genomics", "test800.keras-output.npy"),
        array("deeplift-genomics", "test800.x.npy"));
  }

  @Test
  void tal1_givesKerasOutputs() {
    float[][][] inputs;
    try (HdfFile gradients = new HdfFile(file("tal1", "keras-gradients.h5"))) {
      inputs = (float[][][]) gradients.getDatasetByPath("inputs").getData();
    }
    assertOutput(
        KerasModels.load(file("tal1", "model.json"), file("tal1", "weights.h5")),
        array("tal1", "keras-output.npy"),
        Nd4j.createFromArray(inputs));
  }

  @Test
  void mnist_givesKerasOutputs() {
    assertOutput(
        KerasModels.load(file("mnist", "model.h5")),
        array("mnist", "digits200.keras-output.npy"),
        array("mnist", "digits200.x.npy"));
  }

  @Test
  void extendedCoda_givesKerasOutputs() {
    Path folder = Path.of("src/test/resources/keras-output/extended-coda");
    assertOutput(
        KerasModels.load(file("extended-coda", "model.h5")),
        Fixtures.array(folder.resolve("output.npy")),
        Fixtures.array(folder.resolve("input.npy")));
  }

  @Test
  void xpressoHuman_givesKerasOutputs() {
    assertOutput(
        KerasModels.load(file("xpresso-human", "model.h5")),
        array("xpresso-human", "keras-output.npy"),
        array("xpresso-human", "xpresso.seq.npy"),
        array("xpresso-human", "xpresso.halflife.npy"));
  }

  @Test
  void sampleNetwork_givesKerasOutputs() throws Exception {
    Path folder = Path.of("../samples/data");
    assertOutput(
        KerasModels.load(folder.resolve("gata-cagatg.h5")),
        Fixtures.array(folder.resolve("held-out.keras-output.npy")),
        oneHot(Files.readAllLines(folder.resolve("held-out.fa"))));
  }

  private static INDArray oneHot(List<String> fasta) {
    List<String> sequences = fasta.stream().filter(line -> !line.startsWith(">")).toList();
    int length = sequences.get(0).length();
    float[][][] rows = new float[sequences.size()][length][4];
    for (int row = 0; row < rows.length; row++) {
      for (int position = 0; position < length; position++) {
        rows[row][position]["ACGT".indexOf(sequences.get(row).charAt(position))] = 1;
      }
    }
    return Nd4j.createFromArray(rows);
  }

  @Test
  void labranchor_givesKerasOutputs() {
    Path folder = Path.of("src/test/resources/keras-output/labranchor");
    assertOutput(
        KerasModels.load(file("labranchor", "model.h5")),
        Fixtures.array(folder.resolve("output.npy")),
        Fixtures.array(folder.resolve("input.npy")));
  }

  @Test
  void irisKeras3_givesKerasOutputs() throws Exception {
    List<String> rows = Files.readAllLines(file("iris-keras3", "iris_inputs.csv"));
    float[][] inputs = rows.stream().map(RealModelsTest::numbers).toArray(float[][]::new);
    assertOutput(
        KerasModels.load(file("iris-keras3", "iris.keras")),
        Fixtures.array(Path.of("src/test/resources/keras-output/iris-keras3/output.npy")),
        Nd4j.createFromArray(inputs));
  }

  private static float[] numbers(String row) {
    String[] cells = row.split(",", -1);
    float[] numbers = new float[cells.length];
    for (int index = 0; index < cells.length; index++) {
      numbers[index] = Float.parseFloat(cells[index]);
    }
    return numbers;
  }
}
