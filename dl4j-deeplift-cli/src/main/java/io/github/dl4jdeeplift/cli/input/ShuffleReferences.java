package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.genomics.ShuffledReference;

/**
 * Shuffles of each example.
 *
 * @param text as the user gave them
 * @param dinucleotide whether pairs of neighbors are kept, or single letters alone
 * @param count shuffles of each example
 */
record ShuffleReferences(String text, boolean dinucleotide, int count) {
  Reference of(InputExamples examples, long seed) {
    examples.requireOneHot(text);
    int axis = examples.channelAxis();
    ShuffledReference shuffle =
        dinucleotide
            ? ShuffledReference.dinucleotide(axis)
            : ShuffledReference.mononucleotide(axis);
    return Reference.from(shuffle, count, seed);
  }
}
