package io.github.dl4jdeeplift.genomics;

import java.util.Optional;

/** Counts the bases of sequences that are not known, as the sequences come by. */
public final class UnknownBases {
  private long bases;
  private long unknown;
  private long records;
  private long with;

  /** Counts those of a record. */
  public void add(FastaRecord record) {
    long own = record.unknownBases();
    bases += record.length();
    records++;
    unknown += own;
    with += own > 0 ? 1 : 0;
  }

  /** Returns the number of Ns so far. */
  public long count() {
    return unknown;
  }

  /** Says in one line how many there are; empty where every base is known. */
  public Optional<String> note() {
    return unknown == 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d bases, in %d of %d records, are N and read as zeros"
                .formatted(unknown, bases, with, records));
  }
}
