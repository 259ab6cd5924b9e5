/**
 * Files that are read with suspicion and written whole.
 *
 * <p>What cannot be read faithfully is refused by an {@link
 * io.github.dl4jdeeplift.genomics.file.UnreadableFileException} that names the file, what is wrong
 * and the way out: a truncated, corrupt or unsupported file never becomes a plausible array. Sizes
 * are compared with the file's length before memory is asked for.
 *
 * <p>What is written appears under its name whole or not at all: {@link
 * io.github.dl4jdeeplift.genomics.file.WholeFile} writes beside the target and moves the result
 * into place; its {@code checkWritable} says before long work starts whether that will be possible.
 */
@NullMarked
package io.github.dl4jdeeplift.genomics.file;

import org.jspecify.annotations.NullMarked;
