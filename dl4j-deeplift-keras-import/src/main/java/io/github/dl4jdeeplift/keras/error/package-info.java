/** Refusals: what is wrong with a file, and what a readable file asks that cannot be done. */
@NullMarked
package io.github.dl4jdeeplift.keras.error;

import org.jspecify.annotations.NullMarked;
