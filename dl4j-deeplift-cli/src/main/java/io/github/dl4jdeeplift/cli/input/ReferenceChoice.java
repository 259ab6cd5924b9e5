package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --reference} says.
 *
 * @param text as it was given
 * @param maker makes the reference of one network input
 */
public record ReferenceChoice(String text, Maker maker) {
  private static final Pattern SHUFFLE = Pattern.compile("(dinucleotide-)?shuffle(:(.*))?");
  private static final Pattern NUMBERS = Pattern.compile("[-+.\\deE]+(,[-+.\\deE]+)+,?");

  /** Makes a reference once examples are there. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes the reference of one network input.
     *
     * @param examples its examples
     * @param seed seed of shuffles
     */
    Reference of(InputExamples examples, long seed);
  }

  /**
   * Reads one reference.
   *
   * @param text as it was given
   */
  public static ReferenceChoice parse(String text) {
    Matcher shuffle = SHUFFLE.matcher(text);
    if (shuffle.matches()) {
      ShuffleReferences shuffles =
          new ShuffleReferences(text, shuffle.group(1) != null, count(text, shuffle.group(3)));
      return new ReferenceChoice(text, shuffles::of);
    }
    if (NUMBERS.matcher(text).matches()) {
      double[] frequencies = frequencies(text);
      return new ReferenceChoice(
          text, (examples, seed) -> BackgroundRow.frequencies(examples, text, frequencies));
    }
    return switch (text) {
      case "zeros" -> new ReferenceChoice(text, (examples, seed) -> Reference.zeros());
      case "uniform" ->
          new ReferenceChoice(text, (examples, seed) -> BackgroundRow.uniform(examples));
      case "mean" -> new ReferenceChoice(text, (examples, seed) -> BackgroundRow.mean(examples));
      default -> ReferenceFile.choice(text, Path.of(text));
    };
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

  /**
   * Makes the reference of all network inputs.
   *
   * @param choices one for all inputs, or one each
   * @param examples the examples
   * @param seed seed of shuffles
   */
  public static Reference of(List<ReferenceChoice> choices, Examples examples, long seed) {
    List<InputExamples> inputs = examples.inputs();
    if (choices.size() != 1 && choices.size() != inputs.size()) {
      throw RefusedException.badInput(
          "%d references for a network of %d inputs; give one for all, or one for each in order"
              .formatted(choices.size(), inputs.size()));
    }
    Reference[] references = new Reference[inputs.size()];
    for (int index = 0; index < references.length; index++) {
      ReferenceChoice choice = choices.get(choices.size() == 1 ? 0 : index);
      references[index] = choice.maker.of(inputs.get(index), seed);
    }
    return references.length == 1 ? references[0] : Reference.perInput(references);
  }
}
