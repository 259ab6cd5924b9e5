package io.github.dl4jdeeplift.genomics;

import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.nio.file.Path;

/** What must hold of the records of a file that become one array, looked at one by one. */
final class RecordChecks {
  private static final long UNKNOWN = -1;

  private final Path path;
  private final String whose;
  private long length;
  private long number;

  private RecordChecks(Path path, long length, String whose) {
    this.path = path;
    this.length = length;
    this.whose = whose;
  }

  /** Asks for the length of the first record. */
  static RecordChecks ofFirstLength(Path path) {
    return new RecordChecks(path, UNKNOWN, "record 1 has");
  }

  /** Asks for the length that a network takes. */
  static RecordChecks ofLength(Path path, long length) {
    return new RecordChecks(path, length, "the network takes");
  }

  /**
   * Looks at the next record.
   *
   * @throws UnreadableFileException if its length is not right
   */
  void accept(FastaRecord record) {
    number++;
    length = length == UNKNOWN ? record.length() : length;
    if (record.length() != length) {
      throw new UnreadableFileException(
          path, lengthProblem(number, record, "%s %d".formatted(whose, length)));
    }
  }

  /** Says that a record has another length than is wanted. */
  static String lengthProblem(long number, FastaRecord record, String wanted) {
    return "record %d ('%s') has %d bases, %s; cut or pad the sequences to one length"
        .formatted(number, record.name(), record.length(), wanted);
  }
}
