package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.keras.KerasModels;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The paper's experiment on DNA (section 3.2): a network that Keras trained to tell sequences with
 * a GATA and a CAGATG motif from those with one of the two, explained by DeepLIFT and by gradient ×
 * input.
 *
 * <p>Prints how often the highest window of each lies on a planted motif, and draws the first ten
 * positives.
 */
public final class PaperExperiment {
  private PaperExperiment() {}

  /**
   * Runs the experiment.
   *
   * @param args the folder of the network and the sequences, and the folder to draw into
   * @throws IOException if a logo cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args.length > 0 ? args[0] : "samples/data");
    Path output = Path.of(args.length > 1 ? args[1] : "samples/target/paper-experiment");

    ComputationGraph network = KerasModels.load(data.resolve("gata-cagatg.h5"));
    PlantedSequences sequences = PlantedSequences.heldOut(data);
    Explained explained = Explained.of(network, sequences.oneHot());

    MotifReport.print(explained, sequences.positives(), sequences.motifs(), 2);
    for (int index : sequences.positives().subList(0, 10)) {
      String name = sequences.names().get(index);
      LogoFiles.write(
          output.resolve(name), name, explained.sequence(index, 2), sequences.motifs().get(index));
    }
    System.out.println("logos: " + output);
  }
}
