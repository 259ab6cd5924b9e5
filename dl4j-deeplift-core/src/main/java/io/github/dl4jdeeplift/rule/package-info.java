/**
 * The method: what a rule is, what it is made from, and the table that finds it. The rules
 * themselves, one a file, are in the packages below this one.
 *
 * <p>Symbols, as in the 2016 paper (Shrikumar, Greenside, Shcherbina, Kundaje: Not Just a Black
 * Box), whose sections are cited throughout: x the input of a node for the example, r the same for
 * the reference, δ = x − r their difference, m the multiplier with m·δ = C the contribution to the
 * target. Multipliers of a node's output become those of its inputs by the node's {@link
 * io.github.dl4jdeeplift.rule.Rule}, and add up where an output feeds several nodes (equation 4).
 *
 * <p>This package imports nothing else of the library, and those below it nothing but this one and
 * each other, one way: {@code table} -> {@code window}, {@code sequence} -> {@code activation},
 * {@code mask} -> {@code arithmetic}, {@code function}, {@code shape}.
 */
@NullMarked
package io.github.dl4jdeeplift.rule;

import org.jspecify.annotations.NullMarked;
