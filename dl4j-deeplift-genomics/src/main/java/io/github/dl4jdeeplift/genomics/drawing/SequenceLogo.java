package io.github.dl4jdeeplift.genomics.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A sequence with each base as tall as its contribution: positive ones stand on the zero line,
 * negative ones hang from it upside down.
 *
 * <p>Several tracks, such as DeepLIFT over gradient × input, share the positions; each has its own
 * scale. Sequences of more than 240 bases are wrapped into rows; letters less than half a pixel
 * high are left out.
 *
 * <pre>{@code
 * SequenceLogo.builder()
 *     .title("positive_17")
 *     .sequence(oneHot)                             // [200, 4]
 *     .track("DeepLIFT", contributions)             // [200, 4]
 *     .track("gradient × input", gradientTimesInput)
 *     .region("GATA", 36, 46)
 *     .build()
 *     .writeSvg(Path.of("positive_17.svg"));
 * }</pre>
 */
public final class SequenceLogo extends Figure {
  private static final double TOP_WITH_TITLE = 36;
  private static final double TOP = 8;

  private final String title;
  private final String valueLabel;
  private final List<LogoTrack> tracks;
  private final RegionLanes regionLanes;
  private final int length;

  private SequenceLogo(Builder builder) {
    this.title = builder.title;
    this.valueLabel = builder.valueLabel;
    this.length = builder.tracks.get(0).values().length;
    this.tracks = builder.tracks.stream().map(builder::logoTrack).toList();
    this.regionLanes =
        new RegionLanes(
            builder.regions.stream().sorted(Comparator.comparingInt(Region::start)).toList(),
            tracks.get(0).name());
  }

  /**
   * Starts a logo.
   *
   * @return a builder without tracks
   */
  public static Builder builder() {
    return new Builder();
  }

  String title() {
    return title;
  }

  String valueLabel() {
    return valueLabel;
  }

  List<LogoTrack> tracks() {
    return tracks;
  }

  RegionLanes regionLanes() {
    return regionLanes;
  }

  void drawOn(Canvas canvas) {
    new LogoDrawing(this, layout(), canvas).draw();
  }

  @Override
  Picture picture() {
    LogoLayout layout = layout();
    return new Picture(
        title.isEmpty() ? "sequence logo" : title, layout.width(), layout.height(), this::drawOn);
  }

  private LogoLayout layout() {
    double top = title.isEmpty() ? TOP : TOP_WITH_TITLE;
    int basesPerRow = LogoLayout.basesPerRow(length);
    LogoLayout withoutLanes = new LogoLayout(length, basesPerRow, tracks.size(), 0, top);
    int lanes = regionLanes.lanesAbove(withoutLanes);
    return new LogoLayout(length, basesPerRow, tracks.size(), lanes, top);
  }

  /** Collects what a logo shows. */
  public static final class Builder {
    private final List<NamedValues> tracks = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();
    private String title = "";
    private String valueLabel = "contribution";
    private Letter @Nullable [] sequence;

    private Builder() {}

    private record NamedValues(String name, double[][] values) {}

    /**
     * Sets the title; none by default.
     *
     * @param title what stands above everything
     * @return this builder
     */
    public Builder title(String title) {
      this.title = title;
      return this;
    }

    /**
     * Sets the label of the vertical axis, {@code contribution} by default.
     *
     * @param valueLabel what is drawn and its unit, such as {@code contribution to logit}
     * @return this builder
     */
    public Builder valueLabel(String valueLabel) {
      this.valueLabel = valueLabel;
      return this;
    }

    /**
     * Sets the sequence. Each position then shows the base that is there, as tall as the sum of the
     * contributions over the channels, so that the heights add up to what the network's output
     * differs by. Without it each position shows all four letters, stacked, as for hypothetical
     * contributions.
     *
     * @param oneHot {@code [length, 4]}, channels A, C, G, T; a row of zeros is drawn as N
     * @return this builder
     * @throws IllegalArgumentException if it is not one-hot
     */
    public Builder sequence(INDArray oneHot) {
      this.sequence = LogoValues.letters(oneHot);
      return this;
    }

    /**
     * Adds a track below those before.
     *
     * @param name what stands above it
     * @param contributions {@code [length, 4]}, channels A, C, G, T
     * @return this builder
     * @throws IllegalArgumentException if the shape is another or a value is not finite
     */
    public Builder track(String name, INDArray contributions) {
      tracks.add(new NamedValues(name, LogoValues.of(name, contributions)));
      return this;
    }

    /**
     * Points out a stretch of the sequence in every track.
     *
     * @param name what stands above it
     * @param start its first position, counted from 0
     * @param end the position after its last
     * @return this builder
     * @throws IllegalArgumentException if it is empty or starts before the sequence
     */
    public Builder region(String name, int start, int end) {
      regions.add(new Region(name, start, end));
      return this;
    }

    /**
     * Makes the logo; does not alter the builder.
     *
     * @return the logo
     * @throws IllegalArgumentException if there are no tracks, or tracks, sequence and regions do
     *     not fit together
     */
    public SequenceLogo build() {
      if (tracks.isEmpty()) {
        throw new IllegalArgumentException("a logo needs at least one track");
      }
      int length = tracks.get(0).values().length;
      for (NamedValues track : tracks) {
        checkLength("track '" + track.name() + "'", track.values().length, length);
      }
      if (sequence != null) {
        checkLength("the sequence", sequence.length, length);
      }
      for (Region region : regions) {
        if (region.end() > length) {
          throw new IllegalArgumentException(
              "region '%s' ends at %d, after the sequence of %d bases"
                  .formatted(region.name(), region.end(), length));
        }
      }
      return new SequenceLogo(this);
    }

    private void checkLength(String what, int actual, int expected) {
      if (actual != expected) {
        throw new IllegalArgumentException(
            "%s has %d positions, the first track %d".formatted(what, actual, expected));
      }
    }

    private LogoTrack logoTrack(NamedValues track) {
      return sequence == null
          ? LogoTrack.stacked(track.name(), track.values())
          : LogoTrack.observed(track.name(), track.values(), sequence);
    }
  }
}
