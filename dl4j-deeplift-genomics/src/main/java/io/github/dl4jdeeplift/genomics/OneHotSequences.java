package io.github.dl4jdeeplift.genomics;

import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sequences of one length as a network reads them: channels A, C, G, T, a single 1 at each
 * position, zeros where the base is N.
 */
public final class OneHotSequences {
  private static final int CHANNELS = FastaRecord.BASES.length();

  private final List<FastaRecord> records;
  private final INDArray array;

  private OneHotSequences(List<FastaRecord> records, RNNFormat format) {
    this.records = records;
    this.array = encode(records, format);
  }

  /**
   * Encodes records.
   *
   * @param records sequences of one length, at least one
   * @param format where the channels are
   * @return the one-hot sequences
   * @throws IllegalArgumentException if there are none or their lengths differ; the message names
   *     the record and both lengths
   */
  public static OneHotSequences of(List<FastaRecord> records, RNNFormat format) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("no sequences to encode");
    }
    List<FastaRecord> copy = List.copyOf(records);
    lengthProblem(copy, copy.get(0).length(), "record 1 has")
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return new OneHotSequences(copy, format);
  }

  /**
   * Reads a FASTA file whose sequences all have the length of the first.
   *
   * @param path a FASTA file, plain or gzip
   * @param format where the channels are
   * @return the one-hot sequences
   * @throws UnreadableFileException if it cannot be read or the lengths differ
   */
  public static OneHotSequences read(Path path, RNNFormat format) {
    List<FastaRecord> records = FastaReader.readAll(path);
    return checked(
        path, records, format, lengthProblem(records, records.get(0).length(), "record 1 has"));
  }

  /**
   * Reads a FASTA file whose sequences must fit a network.
   *
   * @param path a FASTA file, plain or gzip
   * @param format where the channels are
   * @param length the length that the network takes
   * @return the one-hot sequences
   * @throws UnreadableFileException if it cannot be read or a sequence has another length
   */
  public static OneHotSequences read(Path path, RNNFormat format, long length) {
    List<FastaRecord> records = FastaReader.readAll(path);
    return checked(path, records, format, lengthProblem(records, length, "the network takes"));
  }

  /**
   * Returns the network's input.
   *
   * @return float, {@code [n, length, 4]} for NWC, {@code [n, 4, length]} for NCW; not a copy
   */
  public INDArray array() {
    return array;
  }

  /**
   * Returns what was encoded.
   *
   * @return the records in order
   */
  public List<FastaRecord> records() {
    return records;
  }

  /**
   * Counts the bases that are not known.
   *
   * @return the number of Ns in all records
   */
  public long unknownBases() {
    return counted().count();
  }

  private UnknownBases counted() {
    UnknownBases unknown = new UnknownBases();
    records.forEach(unknown::add);
    return unknown;
  }

  /**
   * Says in one line that there are unknown bases.
   *
   * @return the line, or empty where every base is known
   */
  public Optional<String> unknownBasesNote() {
    return counted().note();
  }

  private static OneHotSequences checked(
      Path path, List<FastaRecord> records, RNNFormat format, Optional<String> problem) {
    problem.ifPresent(
        text -> {
          throw new UnreadableFileException(path, text);
        });
    return new OneHotSequences(records, format);
  }

  private static Optional<String> lengthProblem(
      List<FastaRecord> records, long length, String whose) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).length() != length) {
        return Optional.of(
            RecordChecks.lengthProblem(i + 1L, records.get(i), "%s %d".formatted(whose, length)));
      }
    }
    return Optional.empty();
  }

  private static INDArray encode(List<FastaRecord> records, RNNFormat format) {
    long length = records.get(0).length();
    boolean channelsLast = format == RNNFormat.NWC;
    INDArray array =
        channelsLast
            ? Nd4j.zeros(DataType.FLOAT, records.size(), length, CHANNELS)
            : Nd4j.zeros(DataType.FLOAT, records.size(), CHANNELS, length);
    // Straight into the buffer: one operation per record would cost more than all of this.
    DataBuffer elements = array.data();
    for (int i = 0; i < records.size(); i++) {
      String bases = records.get(i).bases();
      long start = i * length * CHANNELS;
      for (int position = 0; position < length; position++) {
        int channel = FastaRecord.BASES.indexOf(bases.charAt(position));
        if (channel >= 0) {
          elements.put(
              start
                  + (channelsLast
                      ? (long) position * CHANNELS + channel
                      : channel * length + position),
              1f);
        }
      }
    }
    return array;
  }
}
