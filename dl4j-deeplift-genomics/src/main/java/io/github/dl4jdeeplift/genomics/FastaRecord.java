package io.github.dl4jdeeplift.genomics;

import java.util.Locale;

/**
 * One sequence of a FASTA file.
 *
 * @param name the first word of the header
 * @param description the rest of the header; empty where there is none
 * @param bases the sequence in upper case: A, C, G, T and N only, at least one
 */
public record FastaRecord(String name, String description, String bases) {
  /** The letters of known bases, in the order of the one-hot channels. */
  static final String BASES = "ACGT";

  /**
   * Turns the bases into upper case and checks them.
   *
   * @param name the first word of the header
   * @param description the rest of the header; empty where there is none
   * @param bases the sequence in either case
   * @throws IllegalArgumentException if there are no bases, or one is another letter; the message
   *     gives its position, counted from 1
   */
  public FastaRecord {
    bases = bases.toUpperCase(Locale.ROOT);
    if (bases.isEmpty()) {
      throw new IllegalArgumentException("has no bases");
    }
    for (int i = 0; i < bases.length(); i++) {
      checkBase(bases.charAt(i), i + 1);
    }
  }

  /** The number of bases, unknown ones included. */
  int length() {
    return bases.length();
  }

  /**
   * Counts the bases that are not known.
   *
   * @return the number of Ns
   */
  public long unknownBases() {
    return bases.chars().filter(base -> base == 'N').count();
  }

  private static void checkBase(char base, int position) {
    if (base != 'N' && BASES.indexOf(base) < 0) {
      throw new IllegalArgumentException(
          "has %s at position %d (counted from 1); only A, C, G, T and N are read%s"
              .formatted(shown(base), position, base == 'U' ? ": write RNA's U as T" : ""));
    }
  }

  private static String shown(char base) {
    return base > ' ' && base < 0x7f ? "'" + base + "'" : "the byte 0x%02x".formatted((int) base);
  }
}
