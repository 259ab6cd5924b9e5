/**
 * What each Keras layer is in Deeplearning4j: one small class for each kind of layer, one row of
 * {@link io.github.dl4jdeeplift.keras.translate.TranslatorTable} for each class of Keras.
 *
 * <p>A translation says three things: the Deeplearning4j layers or vertices, the shape that Keras
 * gives the output, and the arrays of weights that Keras stores, each with its shape and its place.
 * All arrays are channels last, as in Keras: {@code [batch, positions, channels]} and {@code
 * [batch, rows, columns, channels]}.
 */
@NullMarked
package io.github.dl4jdeeplift.keras.translate;

import org.jspecify.annotations.NullMarked;
