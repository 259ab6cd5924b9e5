/**
 * Reads what a short compiled Python function computes, as an expression, without running it: the
 * form in which Keras saves {@code Lambda} layers.
 *
 * <p>Every version of Python has its own instructions, and a file does not say which version wrote
 * it. A function is read under each version that its bytes fit, and only where all of these agree.
 */
@NullMarked
package io.github.dl4jdeeplift.keras.python;

import org.jspecify.annotations.NullMarked;
