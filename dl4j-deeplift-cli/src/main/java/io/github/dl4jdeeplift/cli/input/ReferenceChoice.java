package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --reference} says.
 *
 * @param text as it was given
 * @param making begins to make the reference of one network input, for a seed of shuffles
 */
public record ReferenceChoice(String text, LongFunction<ReferenceMaker> making) {
  private static final Pattern SHUFFLE = Pattern.compile("(dinucleotide-)?shuffle(:(.*))?");
  private static final Pattern NUMBERS = Pattern.compile("[-+.\\deE]+(,[-+.\\deE]+)+,?");

  /**
   * Reads one reference.
   *
   * @param text as it was given
   */
  public static ReferenceChoice parse(String text) {
    return new ReferenceChoice(text, making(text));
  }

  private static LongFunction<ReferenceMaker> making(String text) {
    Matcher shuffle = SHUFFLE.matcher(text);
    if (shuffle.matches()) {
      ShuffleReferences.Shuffles shuffles =
          new ShuffleReferences.Shuffles(
              text, shuffle.group(1) != null, count(text, shuffle.group(3)));
      return seed -> new ShuffleReferences(shuffles, seed);
    }
    if (NUMBERS.matcher(text).matches()) {
      BackgroundRow frequencies = new BackgroundRow(text, frequencies(text));
      return seed -> frequencies;
    }
    return switch (text) {
      case "zeros" -> seed -> (source, count) -> Reference.zeros();
      case "uniform" -> seed -> new BackgroundRow(text, null);
      case "mean" -> seed -> new MeanRow();
      default -> {
        ReferenceFile file = ReferenceFile.read(text, Path.of(text));
        yield seed -> file;
      }
    };
  }

  /**
   * Begins to make the reference of one network input.
   *
   * @param seed seed of shuffles
   */
  ReferenceMaker maker(long seed) {
    return making.apply(seed);
  }

  /** Tells whether the seed plays a part. */
  public boolean isShuffle() {
    return SHUFFLE.matcher(text).matches();
  }

  private static int count(String text, String count) {
    if (count == null || !count.matches("\\d{1,9}") || Integer.parseInt(count) < 1) {
      throw RefusedException.badInput(
          "reference %s: give the number of shuffles, at least 1, as in %s:20"
              .formatted(text, text.replaceAll(":.*", "")));
    }
    return Integer.parseInt(count);
  }

  private static double[] frequencies(String text) {
    double[] frequencies;
    try {
      frequencies = Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw RefusedException.badInput(
          "reference %s: is not four numbers separated by commas".formatted(text));
    }
    double sum = Arrays.stream(frequencies).sum();
    boolean sound = Arrays.stream(frequencies).allMatch(value -> value >= 0 && value <= 1);
    if (frequencies.length != 4 || !sound || Math.abs(sum - 1) > 1e-6) {
      throw RefusedException.badInput(
          "reference %s: frequencies of A, C, G, T are four numbers from 0 to 1 that sum to 1; these are %d, with sum %s"
              .formatted(text, frequencies.length, sum));
    }
    return frequencies;
  }
}
