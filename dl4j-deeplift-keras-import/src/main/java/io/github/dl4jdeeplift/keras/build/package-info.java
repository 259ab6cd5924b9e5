/**
 * From a saved Keras model to a running Deeplearning4j network, one step after the other: layers
 * are translated and shapes followed, arrays of weights are matched by name and shape, and only
 * then is the network built, given its weights, and every shape compared with Keras's.
 */
@NullMarked
package io.github.dl4jdeeplift.keras.build;

import org.jspecify.annotations.NullMarked;
