package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.genomics.FastaRecord;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Some of the examples that are explained.
 *
 * @param inputs the examples of each network input, in order
 * @param records the sequences, where they were read from FASTA; else empty
 */
public record Examples(List<InputExamples> inputs, List<FastaRecord> records) {
  /** Copies the lists. */
  public Examples {
    inputs = List.copyOf(inputs);
    records = List.copyOf(records);
  }

  /** Returns the arrays, one for each network input. */
  public INDArray[] arrays() {
    return inputs.stream().map(InputExamples::array).toArray(INDArray[]::new);
  }

  /** Returns the number of these examples. */
  public long count() {
    return inputs.get(0).count();
  }

  /** Returns how many examples come before these. */
  public long first() {
    return inputs.get(0).first();
  }

  /**
   * Returns the first of them, copied.
   *
   * @param most how many at most
   */
  public Examples head(long most) {
    long count = Math.min(most, count());
    return new Examples(
        inputs.stream()
            .map(
                each ->
                    new InputExamples(
                        each.source(),
                        each.array().get(NDArrayIndex.interval(0, count)).dup('c'),
                        each.first()))
            .toList(),
        records.isEmpty() ? records : records.subList(0, Math.toIntExact(count)));
  }

  /**
   * Returns these examples and those that follow them.
   *
   * @param next the examples that follow
   */
  public Examples and(Examples next) {
    List<InputExamples> both = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      InputExamples own = inputs.get(input);
      INDArray joined = Nd4j.concat(0, own.array(), next.inputs.get(input).array());
      both.add(new InputExamples(own.source(), joined, own.first()));
    }
    List<FastaRecord> all = new ArrayList<>(records);
    all.addAll(next.records);
    return new Examples(both, all);
  }
}
