package io.github.dl4jdeeplift.genomics;

import io.github.dl4jdeeplift.ReferenceFunction;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The example's own letters in a random order.
 *
 * <p>Every distinct order that keeps the counts asked for has the same probability. (The shuffles
 * of kundajelab's deeplift and of tangermeme keep each letter's last exit, so that some orders
 * never occur.) An unknown letter, a column of zeros, stays in its place. The same example and seed
 * give the same reference.
 */
public final class ShuffledReference implements ReferenceFunction {
  private final int channelAxis;
  private final IntFunction<LetterShuffle> shuffleOfChannels;

  private ShuffledReference(int channelAxis, IntFunction<LetterShuffle> shuffleOfChannels) {
    this.channelAxis = channelAxis;
    this.shuffleOfChannels = shuffleOfChannels;
  }

  /**
   * Keeps the count of every pair of neighbors.
   *
   * <p>Uniform over the Euler paths of the graph of letters: last exits by Wilson's algorithm
   * (Wilson 1996), the other edges in random order (Altschul and Erickson 1985; Kandel et al.
   * 1996). Each stretch between unknown letters is shuffled on its own and keeps its first and its
   * last letter; one of three letters or fewer stays as it is.
   *
   * @param channelAxis the axis of the channels, the batch's being 0: 2 for NWC, 1 for NCW
   * @return the reference
   */
  public static ShuffledReference dinucleotide(int channelAxis) {
    return new ShuffledReference(channelAxis, DinucleotideShuffle::new);
  }

  /**
   * Keeps the count of every letter.
   *
   * @param channelAxis the axis of the channels, the batch's being 0: 2 for NWC, 1 for NCW
   * @return the reference
   */
  public static ShuffledReference mononucleotide(int channelAxis) {
    return new ShuffledReference(channelAxis, channels -> new MononucleotideShuffle());
  }

  /**
   * Returns a shuffle.
   *
   * @throws IllegalArgumentException if the example is not one-hot
   */
  @Override
  public INDArray reference(INDArray example, long seed) {
    OneHotColumns columns = new OneHotColumns(example, channelAxis);
    return columns.withLetters(
        shuffleOfChannels.apply(columns.channels()).shuffled(columns.letters(), random(seed)));
  }

  /**
   * Says whether every shuffle of an example is the example itself, so that every contribution
   * would be zero. A repeat such as ACTGACTG has only one order with its dinucleotides.
   *
   * @param example one example, {@code [1, ...]}
   * @return true if there is no other order
   * @throws IllegalArgumentException if the example is not one-hot
   */
  public boolean alwaysEquals(INDArray example) {
    OneHotColumns columns = new OneHotColumns(example, channelAxis);
    return shuffleOfChannels.apply(columns.channels()).isOnlyOrder(columns.letters());
  }

  /**
   * A generator for a seed. Seeds that lie a multiple of the generator's own step apart would give
   * the same stream, shifted; a first draw spreads them.
   */
  private static SplittableRandom random(long seed) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong());
  }
}
