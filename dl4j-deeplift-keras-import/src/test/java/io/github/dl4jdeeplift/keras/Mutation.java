package io.github.dl4jdeeplift.keras;

import java.util.Arrays;
import java.util.Random;

/** Changes of a file's bytes at random, one to three. */
final class Mutation {
  private Mutation() {}

  /** A change is of a byte, a bit, a run of zeros, or a run copied from elsewhere. */
  static byte[] of(byte[] intact, Random random) {
    byte[] bytes = intact.clone();
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      int run = Math.min(1 + random.nextInt(16), bytes.length - at);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, at + run, (byte) 0);
        default -> System.arraycopy(intact, random.nextInt(bytes.length - run), bytes, at, run);
      }
    }
    return bytes;
  }

  /** Every second time a digit or a letter becomes another one, so that most stay JSON. */
  static byte[] ofText(byte[] intact, Random random) {
    if (random.nextBoolean()) {
      return of(intact, random);
    }
    byte[] bytes = intact.clone();
    int at = random.nextInt(bytes.length);
    while (!Character.isLetterOrDigit(bytes[at])) {
      at = random.nextInt(bytes.length);
    }
    bytes[at] =
        (byte) (Character.isDigit(bytes[at]) ? '0' + random.nextInt(10) : 'a' + random.nextInt(26));
    return bytes;
  }
}
