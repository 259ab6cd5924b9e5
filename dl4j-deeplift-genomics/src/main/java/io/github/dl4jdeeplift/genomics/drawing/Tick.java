package io.github.dl4jdeeplift.genomics.drawing;

/**
 * A mark on an axis.
 *
 * @param value where it is
 * @param label what stands beside it
 */
record Tick(double value, String label) {}
