package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.genomics.FastaRecord;
import io.github.dl4jdeeplift.genomics.OneHotBatches;
import io.github.dl4jdeeplift.genomics.OneHotSequences;
import io.github.dl4jdeeplift.rule.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.jspecify.annotations.Nullable;

/** Sequences in a FASTA file, for a network with one input of four channels. */
public final class SequenceFile implements ExampleFiles {
  private static final long BASES = 4;

  private final InputSource source;
  private final RNNFormat format;
  private final @Nullable List<FastaRecord> kept;

  private SequenceFile(InputSource source, RNNFormat format, @Nullable List<FastaRecord> kept) {
    this.source = source;
    this.format = format;
    this.kept = kept;
  }

  /**
   * Looks at a file. One that can be read once only, such as a pipe, is kept in memory.
   *
   * @param file FASTA, plain or gzip
   * @param inputs the network's inputs, of which there must be one, of four channels
   */
  public static SequenceFile of(Path file, List<ModelInput> inputs) {
    if (inputs.size() != 1) {
      throw RefusedException.badInput(
          "--fasta gives one input, but the network has %d: %s; give each by --input"
              .formatted(inputs.size(), inputs.stream().map(ModelInput::name).toList()));
    }
    ModelInput input = inputs.get(0);
    RNNFormat format = format(input);
    boolean once = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    OneHotSequences first =
        once ? all(file, input, format) : first(batches(file, input, format, 1));
    Shape shape = Shape.ofBatch(first.array().shape());
    return new SequenceFile(
        new InputSource(input, file, shape), format, once ? first.records() : null);
  }

  private static OneHotSequences first(OneHotBatches batches) {
    try (batches) {
      return batches.next();
    }
  }

  private static OneHotSequences all(Path file, ModelInput input, RNNFormat format) {
    long length = length(input, format);
    return length == ModelInput.ANY
        ? OneHotSequences.read(file, format)
        : OneHotSequences.read(file, format, length);
  }

  private static OneHotBatches batches(Path file, ModelInput input, RNNFormat format, int size) {
    long length = length(input, format);
    return length == ModelInput.ANY
        ? OneHotBatches.open(file, format, size)
        : OneHotBatches.open(file, format, size, length);
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

  @Override
  public List<InputSource> inputs() {
    return List.of(source);
  }

  @Override
  public boolean areSequences() {
    return true;
  }

  @Override
  public ExampleBatches open(int size) {
    List<FastaRecord> records = kept;
    if (records != null) {
      Iterator<OneHotSequences> parts =
          IntStream.iterate(0, from -> from < records.size(), from -> from + size)
              .mapToObj(from -> records.subList(from, Math.min(records.size(), from + size)))
              .map(part -> OneHotSequences.of(part, format))
              .iterator();
      return new SequenceBatches(source, parts, () -> {});
    }
    OneHotBatches batches = batches(source.file(), source.input(), format, size);
    return new SequenceBatches(source, batches, batches::close);
  }
}
