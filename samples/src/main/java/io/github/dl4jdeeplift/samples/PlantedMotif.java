package io.github.dl4jdeeplift.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a motif was planted in a sequence.
 *
 * @param name the motif
 * @param start its first base, counted from 0
 * @param end one past its last base
 */
public record PlantedMotif(String name, int start, int end) {
  private static final Pattern MOTIF = Pattern.compile("(\\w+)=((?:\\d+-\\d+,?)+)");
  private static final Pattern SPAN = Pattern.compile("(\\d+)-(\\d+)");

  /**
   * Reads the motifs from a record's description, such as {@code label=1 GATA=12-23,90-101}.
   *
   * @param description what follows the record's name
   */
  public static List<PlantedMotif> in(String description) {
    List<PlantedMotif> result = new ArrayList<>();
    Matcher motifs = MOTIF.matcher(description);
    while (motifs.find()) {
      Matcher spans = SPAN.matcher(motifs.group(2));
      while (spans.find()) {
        result.add(
            new PlantedMotif(
                motifs.group(1),
                Integer.parseInt(spans.group(1)),
                Integer.parseInt(spans.group(2))));
      }
    }
    return result;
  }

  /** Tells whether the motif shares a base with the bases from {@code from} to {@code to}. */
  public boolean overlaps(int from, int to) {
    return start < to && from < end;
  }
}
