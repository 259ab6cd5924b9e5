package io.github.dl4jdeeplift.training;

import io.github.dl4jdeeplift.Attribution;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Assertions on an attribution, for the tests of a trained network. They need no test library: each
 * throws {@link AssertionError} with both numbers.
 *
 * <pre>{@code
 * AttributionAssert.that(attribution)
 *     .isComplete(1e-5)
 *     .hasShareInside(motif, Share.ABSOLUTE, 0.8)
 *     .hasRank(1, 3, 0);
 * }</pre>
 */
public final class AttributionAssert {
  private final Attribution attribution;
  private final INDArray contributions;

  private AttributionAssert(Attribution attribution, int input) {
    this.attribution = attribution;
    this.contributions = attribution.contributions(input).castTo(DataType.DOUBLE);
  }

  /**
   * Begins assertions on the contributions of a network of one input.
   *
   * @param attribution the attribution
   */
  public static AttributionAssert that(Attribution attribution) {
    return new AttributionAssert(attribution, 0);
  }

  /**
   * Begins assertions on the contributions of one network input.
   *
   * @param attribution the attribution
   * @param input the input's place in the network's order
   */
  public static AttributionAssert that(Attribution attribution, int input) {
    return new AttributionAssert(attribution, input);
  }

  /**
   * Asserts that the contributions of all inputs sum to the explained quantity's difference,
   * example by example.
   *
   * @param tolerance how much may be missing, as a part of the largest of 1, both values of the
   *     quantity and the sum of the magnitudes of contributions
   * @throws AssertionError naming the first example that misses
   */
  public AttributionAssert isComplete(double tolerance) {
    for (long example = 0; example < attribution.output().length(); example++) {
      double output = attribution.output().getDouble(example);
      double reference = attribution.referenceOutput().getDouble(example);
      double delta = Math.abs(attribution.convergenceDelta().getDouble(example));
      double size = Math.max(Math.abs(output), Math.abs(reference));
      double allowed = tolerance * Math.max(1, Math.max(size, magnitude(example)));
      if (!(delta <= allowed)) {
        throw failure(
            "contributions of example %d miss the difference of %s (%s at the input, %s at the"
                + " reference) by %s, more than %s",
            example, output - reference, output, reference, delta, allowed);
      }
    }
    return this;
  }

  private double magnitude(long example) {
    return attribution.contributionsOfInputs().stream()
        .mapToDouble(each -> each.slice(example).norm1Number().doubleValue())
        .sum();
  }

  /**
   * Asserts that a region has its share of the contributions of all examples together.
   *
   * @param region 1 inside and 0 outside, of the shape of one example or of all
   * @param share which contributions count
   * @param least the smallest share, from 0 to 1
   * @throws AssertionError with the share that it has
   * @throws IllegalArgumentException if the region has another shape
   */
  public AttributionAssert hasShareInside(INDArray region, Share share, double least) {
    INDArray counted = share.of(contributions);
    double all = counted.sumNumber().doubleValue();
    double inside = counted.mul(whole(region)).sumNumber().doubleValue();
    if (!(inside >= least * all)) {
      throw failure(
          "the region has %s of the %s contributions (%s of %s), less than %s",
          inside / all, share.name().toLowerCase(Locale.ROOT), inside, all, least);
    }
    if (all == 0) {
      throw failure(
          "there are no %s contributions, so that the region has no share of them",
          share.name().toLowerCase(Locale.ROOT));
    }
    return this;
  }

  private INDArray whole(INDArray region) {
    INDArray own = region.castTo(DataType.DOUBLE);
    if (Arrays.equals(own.shape(), contributions.shape())) {
      return own;
    }
    long[] one = contributions.shape().clone();
    one[0] = 1;
    if (own.length() * contributions.size(0) != contributions.length()
        || !Arrays.equals(Arrays.copyOfRange(one, 1, one.length), exampleShape(own, one))) {
      throw new IllegalArgumentException(
          "the region has shape "
              + Arrays.toString(region.shape())
              + ", the contributions "
              + Arrays.toString(contributions.shape())
              + "; give it the shape of one example or of all");
    }
    return own.dup('c').reshape('c', one).broadcast(contributions.shape());
  }

  private static long[] exampleShape(INDArray region, long... one) {
    boolean hasBatch = region.rank() == one.length && region.size(0) == 1;
    return hasBatch ? Arrays.copyOfRange(region.shape(), 1, one.length) : region.shape();
  }

  /**
   * Asserts that a feature is among the first by its mean magnitude of contributions over all
   * examples.
   *
   * @param last the last place that will do; 1 for the feature that contributes most
   * @param feature the feature's indices in one example
   * @throws AssertionError with the place that it has
   * @throws IllegalArgumentException if there is no such feature
   */
  public AttributionAssert hasRank(int last, int... feature) {
    INDArray means = Transforms.abs(contributions, true).mean(0);
    long[] sizes = Arrays.copyOfRange(contributions.shape(), 1, contributions.rank());
    INDArray ofFeatures = means.dup('c').reshape('c', new long[] {-1});
    long place = place(sizes, feature);
    double own = ofFeatures.getDouble(place);
    long larger = ofFeatures.gt(own).castTo(DataType.INT64).sumNumber().longValue();
    if (larger + 1 > last) {
      throw failure(
          "feature %s is number %d of %d by mean |contribution| (%s, the largest is %s), not among"
              + " the first %d",
          Arrays.toString(feature),
          larger + 1,
          ofFeatures.length(),
          own,
          ofFeatures.maxNumber(),
          last);
    }
    return this;
  }

  private static long place(long[] sizes, int... feature) {
    long place = 0;
    boolean isThere = feature.length == sizes.length;
    for (int axis = 0; isThere && axis < sizes.length; axis++) {
      isThere = feature[axis] >= 0 && feature[axis] < sizes[axis];
      place = place * sizes[axis] + feature[axis];
    }
    if (!isThere) {
      throw new IllegalArgumentException(
          "there is no feature "
              + Arrays.toString(feature)
              + " in examples of shape "
              + Arrays.toString(sizes));
    }
    return place;
  }

  private static AssertionError failure(String message, Object... values) {
    return new AssertionError(String.format(Locale.ROOT, message, values));
  }
}
