package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.genomics.FastaRecord;
import io.github.dl4jdeeplift.genomics.OneHotSequences;
import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is explained.
 *
 * @param inputs the examples of each network input, in order
 * @param records the sequences, where they were read from FASTA; else empty
 * @param notes what the user should know, one line each
 */
public record Examples(List<InputExamples> inputs, List<FastaRecord> records, List<String> notes) {
  private static final long BASES = 4;

  /** Copies the lists. */
  public Examples {
    inputs = List.copyOf(inputs);
    records = List.copyOf(records);
    notes = List.copyOf(notes);
  }

  /**
   * Reads arrays.
   *
   * @param files one npy file for each network input, in order
   * @param inputs the network's inputs
   */
  public static Examples ofArrays(List<Path> files, List<ModelInput> inputs) {
    if (files.size() != inputs.size()) {
      throw RefusedException.badInput(
          "--input was given %d files, but the network has %d inputs: %s; give one for each, in order"
              .formatted(
                  files.size(), inputs.size(), inputs.stream().map(ModelInput::name).toList()));
    }
    List<InputExamples> examples = new ArrayList<>();
    for (int index = 0; index < files.size(); index++) {
      Path file = files.get(index);
      examples.add(new InputExamples(inputs.get(index), NpyFile.read(file), file));
    }
    requireAsMany(examples);
    return new Examples(examples, List.of(), List.of());
  }

  private static void requireAsMany(List<InputExamples> examples) {
    InputExamples first = examples.get(0);
    for (InputExamples other : examples) {
      if (other.array().size(0) != first.array().size(0)) {
        throw RefusedException.badInput(
            "%s has %d examples, %s has %d; give as many of each"
                .formatted(
                    first.source(), first.array().size(0), other.source(), other.array().size(0)));
      }
    }
  }

  /**
   * Reads sequences.
   *
   * @param file FASTA, plain or gzip
   * @param inputs the network's inputs, of which there must be one, of four channels
   */
  public static Examples ofSequences(Path file, List<ModelInput> inputs) {
    if (inputs.size() != 1) {
      throw RefusedException.badInput(
          "--fasta gives one input, but the network has %d: %s; give each by --input"
              .formatted(inputs.size(), inputs.stream().map(ModelInput::name).toList()));
    }
    ModelInput input = inputs.get(0);
    RNNFormat format = format(input);
    long length = length(input, format);
    OneHotSequences sequences =
        length == ModelInput.ANY
            ? OneHotSequences.read(file, format)
            : OneHotSequences.read(file, format, length);
    List<String> notes = sequences.unknownBasesNote().stream().toList();
    InputExamples examples = new InputExamples(input, sequences.array(), file);
    return new Examples(List.of(examples), sequences.records(), notes);
  }

  private static RNNFormat format(ModelInput input) {
    RNNFormat format = input.channelAxis() == 1 ? RNNFormat.NCW : RNNFormat.NWC;
    boolean fits = input.shape().isEmpty();
    if (input.shape().size() == 2) {
      long channels = input.shape().get(format == RNNFormat.NCW ? 0 : 1);
      fits = channels == BASES || channels == ModelInput.ANY;
    }
    if (!fits) {
      throw RefusedException.badInput(
          "--fasta is for networks that take sequences of 4 channels (A, C, G, T), but input '%s' takes %s; give arrays by --input"
              .formatted(input.name(), input.text()));
    }
    return format;
  }

  private static long length(ModelInput input, RNNFormat format) {
    return input.shape().isEmpty()
        ? ModelInput.ANY
        : input.shape().get(format == RNNFormat.NCW ? 1 : 0);
  }

  /** Returns the arrays, one for each network input. */
  public INDArray[] arrays() {
    return inputs.stream().map(InputExamples::array).toArray(INDArray[]::new);
  }

  /** Returns the number of examples. */
  public long count() {
    return inputs.get(0).array().size(0);
  }
}
