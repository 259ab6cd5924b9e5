package io.github.dl4jdeeplift.genomics;

import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What must hold of the records of a file that become one array, looked at one by one. */
final class RecordChecks {
  private static final long UNKNOWN = -1;

  private final Path path;
  private final Map<String, Long> numbers = new HashMap<>();
  private final String whose;
  private long length;

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
   * @throws UnreadableFileException if its length or its name is not right
   */
  void accept(FastaRecord record) {
    long number = numbers.size() + 1L;
    length = length == UNKNOWN ? record.length() : length;
    if (record.length() != length) {
      throw new UnreadableFileException(
          path, lengthProblem(number, record, "%s %d".formatted(whose, length)));
    }
    requireNewName(record.name(), number);
  }

  /**
   * Refuses a name that an earlier record has.
   *
   * @param number the record's number, counted from 1
   */
  void requireNewName(String name, long number) {
    Long first = numbers.putIfAbsent(name, number);
    if (first != null) {
      throw new UnreadableFileException(
          path,
          "records %d and %d are both named '%s'; give each its own name"
              .formatted(first, number, name));
    }
  }

  /** Says that a record has another length than is wanted. */
  static String lengthProblem(long number, FastaRecord record, String wanted) {
    return "record %d ('%s') has %d bases, %s; cut or pad the sequences to one length"
        .formatted(number, record.name(), record.length(), wanted);
  }
}
