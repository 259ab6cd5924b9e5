/**
 * The method: one rule a file, and the table that maps Deeplearning4j's layers to rules.
 *
 * <p>Symbols, as in the 2016 paper (Shrikumar, Greenside, Shcherbina, Kundaje: Not Just a Black
 * Box), whose sections are cited throughout: x the input of a node for the example, r the same for
 * the reference, δ = x − r their difference, m the multiplier with m·δ = C the contribution to the
 * target. Multipliers of a node's output become those of its inputs by the node's {@link
 * io.github.dl4jdeeplift.rule.Rule}, and add up where an output feeds several nodes (equation 4).
 *
 * <p>This package imports nothing else of the library.
 */
@NullMarked
package io.github.dl4jdeeplift.rule;

import org.jspecify.annotations.NullMarked;
