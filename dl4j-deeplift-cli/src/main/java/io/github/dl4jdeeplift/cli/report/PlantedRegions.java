package io.github.dl4jdeeplift.cli.report;

import io.github.dl4jdeeplift.genomics.drawing.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places that a FASTA header tells of, as in {@code GATA=37-46 CAGATG=12-23,90-101}: from the first
 * base, counted from 0, to the one after the last.
 */
final class PlantedRegions {
  private static final Pattern PLACES =
      Pattern.compile("([^\\s=]+)=(\\d{1,9}-\\d{1,9}(?:,\\d{1,9}-\\d{1,9})*)(?=\\s|$)");

  private PlantedRegions() {}

  /**
   * Reads a header; what does not look like places inside the sequence is passed over.
   *
   * @param description what follows the record's name
   * @param length bases of the sequence
   */
  static List<Region> of(String description, long length) {
    List<Region> regions = new ArrayList<>();
    Matcher places = PLACES.matcher(description);
    while (places.find()) {
      for (String place : places.group(2).split(",", -1)) {
        int dash = place.indexOf('-');
        int start = Integer.parseInt(place.substring(0, dash));
        int end = Integer.parseInt(place.substring(dash + 1));
        if (start < end && end <= length) {
          regions.add(new Region(places.group(1), start, end));
        }
      }
    }
    return regions;
  }
}
