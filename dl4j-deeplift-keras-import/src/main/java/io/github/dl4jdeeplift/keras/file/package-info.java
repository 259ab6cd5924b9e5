/**
 * What a Keras file holds, as it lies there: a configuration in JSON and arrays of weights by
 * layer.
 *
 * <p>Files are untrusted. HDF5 is read in pure Java from a read-only mapping, so that no claimed
 * size can take memory beyond the file's own; links to other files are not followed; whatever the
 * reader throws becomes an {@link io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException}.
 */
@NullMarked
package io.github.dl4jdeeplift.keras.file;

import org.jspecify.annotations.NullMarked;
