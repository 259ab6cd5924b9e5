/**
 * What a mask does to a value, where both passes of a pair have the example's mask: it multiplies,
 * chooses steps, or keeps cells out of maxima and softmax.
 */
@NullMarked
package io.github.dl4jdeeplift.rule.mask;

import org.jspecify.annotations.NullMarked;
