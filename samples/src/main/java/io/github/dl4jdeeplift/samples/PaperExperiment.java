package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.genomics.FastaRecord;
import io.github.dl4jdeeplift.genomics.OneHotSequences;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.RNNFormat;
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
    OneHotSequences sequences =
        OneHotSequences.read(data.resolve("held-out.fa"), RNNFormat.NWC, SimulatedDna.LENGTH);
    Explained explained = Explained.of(network, sequences.array());

    List<List<PlantedMotif>> motifs =
        sequences.records().stream().map(record -> PlantedMotif.in(record.description())).toList();
    List<Integer> positives =
        IntStream.range(0, motifs.size())
            .filter(index -> sequences.records().get(index).description().contains("label=1"))
            .boxed()
            .toList();
    MotifReport.print(explained, positives, motifs, 2);
    for (int index : positives.subList(0, 10)) {
      FastaRecord record = sequences.records().get(index);
      LogoFiles.write(
          output.resolve(record.name()),
          record.name(),
          explained.sequence(index, 2),
          motifs.get(index));
    }
    System.out.println("logos: " + output);
  }
}
