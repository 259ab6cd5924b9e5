package io.github.dl4jdeeplift.cli;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.cli.result.ModiscoFiles;
import io.github.dl4jdeeplift.genomics.file.SpooledArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results go. */
final class OutputOptions {
  @Option(
      names = "--output",
      required = true,
      paramLabel = "OUT.npz",
      description = "Where contributions, multipliers, outputs and deltas are written.")
  private @Nullable Path output;

  @Option(
      names = "--modisco",
      paramLabel = "PREFIX",
      description =
          "Also PREFIX.one_hot.npy and PREFIX.hypothetical.npy for TF-MoDISco-lite, [n, 4, length].")
  private @Nullable String modisco;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder for index.html with pictures of the first 100 examples.")
  private @Nullable Path report;

  /** Returns the output file, which picocli has required. */
  Path output() {
    return Objects.requireNonNull(output);
  }

  /** Returns the report's folder; null where none is wanted. */
  @Nullable Path report() {
    return report;
  }

  /** Returns the files for TF-MoDISco; null where none are wanted. */
  ModiscoFiles.@Nullable Places modisco() {
    return modisco == null ? null : ModiscoFiles.Places.of(modisco);
  }

  /**
   * Refuses places that cannot be written.
   *
   * @param read files that are read, which must not be overwritten
   */
  void check(List<Path> read) {
    List<Path> taken = new ArrayList<>(read);
    OutputPlaces.check("--output", output(), taken);
    ModiscoFiles.Places places = modisco();
    if (places != null) {
      taken.add(output());
      places.all().forEach(place -> OutputPlaces.check("--modisco", place, taken));
    }
    if (report != null) {
      OutputPlaces.checkFolder(report);
    }
  }

  /**
   * Refuses results that are larger than the disk, before the work and not after it.
   *
   * @param bytes what they take while they are put together
   */
  void requireRoom(double bytes) {
    long free = SpooledArray.freeBytes(output());
    if (bytes > free) {
      throw RefusedException.badInput(
          String.format(
              Locale.ROOT,
              "--output %s: the scores take %.0f MB while they are put together, and %.0f MB are free there; give fewer examples or targets, or another place",
              output,
              bytes / (1 << 20),
              (double) free / (1 << 20)));
    }
  }

  /** Returns what was written, for the user. */
  String written() {
    StringBuilder text = new StringBuilder(String.valueOf(output));
    ModiscoFiles.Places places = modisco();
    if (places != null) {
      text.append(", ").append(places.oneHot()).append(", ").append(places.hypothetical());
    }
    return report == null ? text.toString() : text.append(" and ").append(report).toString();
  }
}
