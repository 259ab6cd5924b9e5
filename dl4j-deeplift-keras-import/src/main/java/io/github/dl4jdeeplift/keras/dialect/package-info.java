/**
 * The forms in which the versions of Keras write a configuration, each turned into that of Keras 2,
 * so that no other package needs to know the version.
 *
 * <p>Only what is recognized is rewritten; what remains is judged where it is read.
 */
@NullMarked
package io.github.dl4jdeeplift.keras.dialect;

import org.jspecify.annotations.NullMarked;
