/**
 * Windows that slide over sequences, images and volumes: convolutions, poolings and what
 * Deeplearning4j makes of them, with the table's rows of those layers.
 */
@NullMarked
package io.github.dl4jdeeplift.rule.window;

import org.jspecify.annotations.NullMarked;
