/**
 * A graph of nodes with rules, between Deeplearning4j's networks and SameDiff programs.
 *
 * <p>Deeplearning4j fuses a layer's linear part, its activation and its preprocessor, where the
 * method treats them apart; and a SameDiff program has no notion of layers for messages to name.
 */
@NullMarked
package io.github.dl4jdeeplift.graph;

import org.jspecify.annotations.NullMarked;
