/**
 * Functions of one number, each with its secant: (f(x) − f(r)) / (x − r), the multiplier that the
 * Rescale rule gives (2016 paper, section 2.3.4), in a form that does not cancel where x and r are
 * near.
 *
 * <p>{@link io.github.dl4jdeeplift.rule.function.ActivationFunctions} finds Deeplearning4j's by
 * class, {@link io.github.dl4jdeeplift.rule.function.NamedFunctions} SameDiff's by name.
 */
@NullMarked
package io.github.dl4jdeeplift.rule.function;

import org.jspecify.annotations.NullMarked;
