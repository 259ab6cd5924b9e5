/**
 * Rules that only move numbers: reshape, permute, merge, pad, slice, repeat, and steps of
 * sequences.
 */
@NullMarked
package io.github.dl4jdeeplift.rule.shape;

import org.jspecify.annotations.NullMarked;
