/**
 * Keras models in Deeplearning4j: {@link io.github.dl4jdeeplift.keras.KerasModels} is the way in.
 *
 * <p>Unlike Deeplearning4j's own importer this one is exact or refuses: a layer, an option or an
 * array of weights that it cannot carry over faithfully is an exception that names it.
 */
@NullMarked
package io.github.dl4jdeeplift.keras;

import org.jspecify.annotations.NullMarked;
