package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.genomics.FastaRecord;
import io.github.dl4jdeeplift.genomics.OneHotSequences;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sequences with planted motifs, as the folder of the samples has them.
 *
 * @param names their names
 * @param oneHot {@code [n, length, 4]}
 * @param motifs planted motifs of every sequence
 * @param positives the sequences that hold both motifs
 */
record PlantedSequences(
    List<String> names, INDArray oneHot, List<List<PlantedMotif>> motifs, List<Integer> positives) {
  /**
   * Reads the sequences that took no part in the training of the shipped network.
   *
   * @param folder where they are
   */
  static PlantedSequences heldOut(Path folder) {
    OneHotSequences sequences =
        OneHotSequences.read(folder.resolve("held-out.fa"), RNNFormat.NWC, SimulatedDna.LENGTH);
    List<FastaRecord> records = sequences.records();
    return new PlantedSequences(
        records.stream().map(FastaRecord::name).toList(),
        sequences.array(),
        records.stream().map(record -> PlantedMotif.in(record.description())).toList(),
        IntStream.range(0, records.size())
            .filter(index -> records.get(index).description().contains("label=1"))
            .boxed()
            .toList());
  }
}
