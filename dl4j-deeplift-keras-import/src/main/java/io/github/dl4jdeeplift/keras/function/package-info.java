/**
 * What the Python functions in {@code Lambda} layers mean as operations on tensors: those of
 * Keras's backend, of TensorFlow and of {@code keras.ops} that are known, by their names.
 */
@NullMarked
package io.github.dl4jdeeplift.keras.function;

import org.jspecify.annotations.NullMarked;
