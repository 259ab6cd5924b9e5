/**
 * Benchmarks of explanations, of Deeplearning4j's own pass, and of the program's forward half, on
 * networks as they are used.
 */
@NullMarked
package io.github.dl4jdeeplift.benchmark;

import org.jspecify.annotations.NullMarked;
