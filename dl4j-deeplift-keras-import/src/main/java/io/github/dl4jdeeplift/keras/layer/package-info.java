/**
 * Layers and vertices for what Keras does and Deeplearning4j 1.0.0-M2.1 does not, or does on
 * another axis. Networks that hold them are saved and restored by Deeplearning4j's {@code
 * ModelSerializer} as long as this library is on the class path.
 */
@NullMarked
package io.github.dl4jdeeplift.keras.layer;

import org.jspecify.annotations.NullMarked;
