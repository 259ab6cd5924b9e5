package io.github.dl4jdeeplift.genomics;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Every order of the known letters over the places of known letters; keeps their counts. */
final class MononucleotideShuffle implements LetterShuffle {
  @Override
  public byte[] shuffled(byte[] letters, SplittableRandom random) {
    byte[] known = known(letters);
    LetterShuffle.permute(known, 0, known.length, random);
    byte[] result = letters.clone();
    int next = 0;
    for (int i = 0; i < result.length; i++) {
      if (result[i] != OneHotColumns.UNKNOWN) {
        result[i] = known[next++];
      }
    }
    return result;
  }

  @Override
  public boolean isOnlyOrder(byte[] letters) {
    byte[] known = known(letters);
    for (byte letter : known) {
      if (letter != known[0]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] known(byte[] letters) {
    byte[] known = new byte[letters.length];
    int count = 0;
    for (byte letter : letters) {
      if (letter != OneHotColumns.UNKNOWN) {
        known[count++] = letter;
      }
    }
    return Arrays.copyOf(known, count);
  }
}
