/**
 * Sums, products, quotients, matrix products, normalizations and table look-ups of whole values,
 * among them dense layers.
 */
@NullMarked
package io.github.dl4jdeeplift.rule.arithmetic;

import org.jspecify.annotations.NullMarked;
