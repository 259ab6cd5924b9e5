package io.github.dl4jdeeplift.genomics;

import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.deeplearning4j.nn.conf.RNNFormat;

/**
 * Reads a FASTA file as one-hot sequences of one length, some at a time, for files larger than
 * memory.
 *
 * <p>Every method throws {@link UnreadableFileException} at the first record that cannot be read,
 * has another length or the name of an earlier one.
 *
 * <pre>{@code
 * try (OneHotBatches batches = OneHotBatches.open(path, RNNFormat.NWC, 256)) {
 *   while (batches.hasNext()) {
 *     use(batches.next().array());
 *   }
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class OneHotBatches implements Iterator<OneHotSequences>, AutoCloseable {
  private final FastaReader reader;
  private final RecordChecks checks;
  private final RNNFormat format;
  private final int size;

  private OneHotBatches(FastaReader reader, RecordChecks checks, RNNFormat format, int size) {
    this.reader = reader;
    this.checks = checks;
    this.format = format;
    this.size = size;
  }

  /**
   * Opens a file whose sequences all have the length of the first.
   *
   * @param path a FASTA file, plain or gzip
   * @param format where the channels are
   * @param size sequences of a batch; the last one may have fewer
   */
  public static OneHotBatches open(Path path, RNNFormat format, int size) {
    return new OneHotBatches(
        FastaReader.open(path), RecordChecks.ofFirstLength(path), format, size);
  }

  /**
   * Opens a file whose sequences must fit a network.
   *
   * @param path a FASTA file, plain or gzip
   * @param format where the channels are
   * @param size sequences of a batch; the last one may have fewer
   * @param length the length that the network takes
   */
  public static OneHotBatches open(Path path, RNNFormat format, int size, long length) {
    return new OneHotBatches(
        FastaReader.open(path), RecordChecks.ofLength(path, length), format, size);
  }

  @Override
  public boolean hasNext() {
    return reader.hasNext();
  }

  @Override
  public OneHotSequences next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no sequences after the last");
    }
    List<FastaRecord> records = new ArrayList<>();
    while (reader.hasNext() && records.size() < size) {
      FastaRecord record = reader.next();
      checks.accept(record);
      records.add(record);
    }
    return OneHotSequences.of(records, format);
  }

  @Override
  public void close() {
    reader.close();
  }
}
