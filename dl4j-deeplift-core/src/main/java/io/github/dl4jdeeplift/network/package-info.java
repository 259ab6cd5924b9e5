/**
 * Reads Deeplearning4j's networks, and nothing else does.
 *
 * <p>A network is cloned once; the clone's configuration and parameters become nodes, and its own
 * {@code output()} is what the nodes are checked against. Never used are {@code feedForward()},
 * whose entries in-place layers overwrite, and {@code backpropGradient()}, which runs in training
 * mode.
 */
@NullMarked
package io.github.dl4jdeeplift.network;

import org.jspecify.annotations.NullMarked;
