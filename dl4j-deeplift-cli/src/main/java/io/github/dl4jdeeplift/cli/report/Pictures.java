package io.github.dl4jdeeplift.cli.report;

import io.github.dl4jdeeplift.cli.input.Examples;
import io.github.dl4jdeeplift.cli.input.InputExamples;
import io.github.dl4jdeeplift.genomics.FastaRecord;
import io.github.dl4jdeeplift.genomics.OneHotInput;
import io.github.dl4jdeeplift.genomics.drawing.Figure;
import io.github.dl4jdeeplift.genomics.drawing.HeatMap;
import io.github.dl4jdeeplift.genomics.drawing.SequenceLogo;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Draws examples: one-hot sequences of four channels as logos, all else as heat maps.
 *
 * <p>Of a network with several inputs the first sequence or image is drawn, or else the first
 * input.
 */
final class Pictures {
  private static final int BASES = 4;

  private final Examples examples;
  private final List<Track> tracks;
  private final int input;
  private final boolean logo;

  /**
   * Prepares the pictures.
   *
   * @param examples what was explained
   * @param tracks what is drawn of each example
   */
  Pictures(Examples examples, List<Track> tracks) {
    this.examples = examples;
    this.tracks = List.copyOf(tracks);
    this.input = drawnInput(examples.inputs());
    this.logo = isSequence(examples.inputs().get(input));
  }

  private static int drawnInput(List<InputExamples> inputs) {
    for (int index = 0; index < inputs.size(); index++) {
      if (isSequence(inputs.get(index)) || inputs.get(index).array().rank() == 4) {
        return index;
      }
    }
    return 0;
  }

  private static boolean isSequence(InputExamples input) {
    if (input.array().rank() != 3 || input.channels() != BASES) {
      return false;
    }
    try {
      OneHotInput.check(input.array(), input.channelAxis());
      return true;
    } catch (IllegalArgumentException e) {
      return false; // four channels of something else
    }
  }

  /** Says what the pictures show. */
  String legend() {
    String what =
        logo
            ? "Each base is as tall as its contribution to the target: upright where it raises it,"
                + " upside down where it lowers it."
            : "Red raises the target, blue lowers it." + shape();
    return examples.inputs().size() == 1
        ? what
        : what
            + " Drawn is the input '"
            + examples.inputs().get(input).source().input().name()
            + "'.";
  }

  private String shape() {
    if (examples.inputs().get(input).array().rank() > 3) {
      return " Channels are added up.";
    }
    return folded().isFolded()
        ? " Positions run from left to right and on in the next line, %d in each, with a row for each channel."
            .formatted(folded().width())
        : " Positions run from left to right, with a row for each channel.";
  }

  /** Draws an example. */
  Figure of(int example) {
    return logo ? logo(example) : heatMap(example);
  }

  private SequenceLogo logo(int example) {
    INDArray sequence = channelsLast(examples.inputs().get(input).array(), example);
    SequenceLogo.Builder builder = SequenceLogo.builder().sequence(sequence);
    tracks.forEach(
        track -> builder.track(track.name(), channelsLast(track.scores().get(input), example)));
    if (!examples.records().isEmpty()) {
      FastaRecord record = examples.records().get(example);
      PlantedRegions.of(record.description(), sequence.size(0))
          .forEach(region -> builder.region(region.name(), region.start(), region.end()));
    }
    return builder.build();
  }

  private HeatMap heatMap(int example) {
    HeatMap.Builder builder = HeatMap.builder();
    INDArray image = image(examples.inputs().get(input).array(), example);
    if (image.rank() == 2 || image.size(2) == 1 || image.size(2) == 3) {
      builder.image(image);
    }
    tracks.forEach(track -> builder.panel(track.name(), image(track.scores().get(input), example)));
    return builder.build();
  }

  /** Returns {@code [height, width, channels]}, or the folded rows of a sequence. */
  private INDArray image(INDArray arrays, int example) {
    INDArray one = channelsLast(arrays, example);
    return switch (one.rank()) {
      case 1 -> folded().of(one.reshape(1, one.length()));
      case 2 -> folded().of(one.permute(1, 0));
      default -> one;
    };
  }

  private FoldedRows folded() {
    InputExamples drawn = examples.inputs().get(input);
    int channels = drawn.array().rank() == 2 ? 1 : Math.toIntExact(drawn.channels());
    return new FoldedRows(
        channels, Math.toIntExact(drawn.array().length() / drawn.array().size(0) / channels));
  }

  private INDArray channelsLast(INDArray arrays, int example) {
    INDArray one = arrays.get(NDArrayIndex.point(example));
    boolean last = examples.inputs().get(input).channelAxis() == arrays.rank() - 1;
    return switch (last ? 0 : one.rank()) {
      case 2 -> one.permute(1, 0);
      case 3 -> one.permute(1, 2, 0);
      default -> one;
    };
  }
}
