/**
 * DNA for DeepLIFT: sequences in, references to compare them with.
 *
 * <p>A network that reads DNA takes it one-hot: one channel for each of A, C, G and T (in this
 * order everywhere in this module), a single 1 at each position, in DL4J's {@code NWC} {@code [n,
 * length, 4]} or {@code NCW} {@code [n, 4, length]} format. A base that is not known (N) is a
 * column of zeros.
 *
 * <p>The way through:
 *
 * <ol>
 *   <li>{@link io.github.dl4jdeeplift.genomics.FastaReader} reads records from plain or gzipped
 *       FASTA and refuses what is not FASTA;
 *   <li>{@link io.github.dl4jdeeplift.genomics.OneHotSequences} makes the network's input of them;
 *   <li>{@link io.github.dl4jdeeplift.genomics.BackgroundReference} (uniform or given base
 *       frequencies) and {@link io.github.dl4jdeeplift.genomics.ShuffledReference} (the example's
 *       own bases in another order) make the references. All zeros is a poor reference for DNA,
 *       since no sequence looks like that; shuffles that keep the dinucleotide counts are the
 *       field's usual choice.
 * </ol>
 *
 * <p>References treat an unknown base alike: it stays in its place and is zero in the reference
 * too, so that its contribution is zero.
 *
 * <p>Reading and writing of NumPy's files is in {@link io.github.dl4jdeeplift.genomics.file},
 * sequence logos and heat maps in {@link io.github.dl4jdeeplift.genomics.drawing}.
 */
@NullMarked
package io.github.dl4jdeeplift.genomics;

import org.jspecify.annotations.NullMarked;
