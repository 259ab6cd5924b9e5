/**
 * What a Keras 2 configuration says: layers, their options, and how they are connected, whichever
 * of the forms of ten years of Keras says it.
 */
@NullMarked
package io.github.dl4jdeeplift.keras.config;

import org.jspecify.annotations.NullMarked;
