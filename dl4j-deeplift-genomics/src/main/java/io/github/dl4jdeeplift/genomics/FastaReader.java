package io.github.dl4jdeeplift.genomics;

import htsjdk.samtools.SAMException;
import htsjdk.samtools.reference.FastaSequenceFile;
import htsjdk.samtools.reference.ReferenceSequence;
import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a FASTA file one by one, so that a file larger than memory can be read.
 *
 * <p>Plain and gzip (bgzip too), told apart by content and not by the name's ending. Lower case
 * reads as upper, line ends may be LF, CR or both, blank lines are passed over. Every method throws
 * {@link UnreadableFileException} at the first thing that is not FASTA of DNA: no {@code >} at the
 * start, a record without a name or without bases, a letter other than A, C, G, T and N (with its
 * 1-based position), a compressed stream that is cut short or has bytes after its end.
 *
 * <pre>{@code
 * try (FastaReader reader = FastaReader.open(path)) {
 *   while (reader.hasNext()) {
 *     use(reader.next());
 *   }
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads.
 */
public final class FastaReader implements Iterator<FastaRecord>, AutoCloseable {
  private final Path path;
  private final FastaSequenceFile file;
  private @Nullable FastaRecord next;
  private long number;

  private FastaReader(Path path, InputStream text) {
    this.path = path;
    // No dictionary: htsjdk would take a stale .dict file's lengths over the sequences themselves.
    this.file =
        parse(() -> new FastaSequenceFile(path.toString(), new ForwardStream(text), null, false));
  }

  /**
   * Opens a file and reads its first record.
   *
   * @param path a FASTA file, plain or gzip
   * @return a reader, to be closed
   * @throws UnreadableFileException if the file is missing, empty or not FASTA
   */
  public static FastaReader open(Path path) {
    InputStream text = FastaText.open(path);
    try {
      FastaReader reader = new FastaReader(path, text);
      reader.next = reader.read();
      return reader;
    } catch (RuntimeException e) {
      closeQuietly(text);
      throw e;
    }
  }

  /**
   * Reads a whole file.
   *
   * @param path a FASTA file, plain or gzip
   * @return all records in the file's order, at least one; several may have one name
   * @throws UnreadableFileException if the file is missing, empty or not FASTA
   */
  public static List<FastaRecord> readAll(Path path) {
    try (FastaReader reader = open(path)) {
      List<FastaRecord> records = new ArrayList<>();
      while (reader.hasNext()) {
        records.add(reader.next());
      }
      return List.copyOf(records);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /**
   * Returns the next record.
   *
   * @throws UnreadableFileException if the record after it cannot be read
   * @throws NoSuchElementException if there is none
   */
  @Override
  public FastaRecord next() {
    FastaRecord record = next;
    if (record == null) {
      throw new NoSuchElementException("no record after number " + number + " of " + path);
    }
    next = read();
    return record;
  }

  @Override
  public void close() {
    next = null;
    file.close();
  }

  private @Nullable FastaRecord read() {
    number++;
    ReferenceSequence sequence = parse(file::nextSequence);
    return sequence == null ? null : toRecord(sequence);
  }

  private FastaRecord toRecord(ReferenceSequence sequence) {
    String[] header = sequence.getName().split("\\s+", 2);
    if (header[0].isEmpty()) {
      throw new UnreadableFileException(path, "record " + number + " has no name after its '>'");
    }
    String bases = new String(sequence.getBases(), StandardCharsets.ISO_8859_1);
    try {
      return new FastaRecord(header[0], header.length > 1 ? header[1] : "", bases);
    } catch (IllegalArgumentException e) {
      throw new UnreadableFileException(
          path, "record " + number + " ('" + header[0] + "') " + e.getMessage(), e);
    }
  }

  private <T extends @Nullable Object> T parse(Parsing<T> parsing) {
    try {
      return parsing.run();
    } catch (SAMException e) {
      throw new UnreadableFileException(path, problem(e), e);
    } catch (NegativeArraySizeException e) {
      // htsjdk doubles a buffer until it overflows.
      throw new UnreadableFileException(path, "record " + number + " has over 2^30 bases", e);
    }
  }

  private String problem(SAMException e) {
    return e.getCause() instanceof IOException cause
        ? FastaText.problem(cause) + ", in record " + Math.max(number, 1)
        : "record " + number + " is malformed (" + e.getMessage() + ")";
  }

  private static void closeQuietly(InputStream text) {
    try {
      text.close();
    } catch (IOException e) {
      // The failure that brought us here is the one worth reporting.
    }
  }

  /** A call into htsjdk. */
  private interface Parsing<T extends @Nullable Object> {
    T run();
  }
}
