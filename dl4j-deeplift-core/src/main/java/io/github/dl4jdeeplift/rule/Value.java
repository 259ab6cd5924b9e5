package io.github.dl4jdeeplift.rule;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * One input of a node while its forward pass is written down.
 *
 * @param variable the SameDiff variable, {@code [batch, shape...]}
 * @param shape the shape of one example
 */
public record Value(SDVariable variable, Shape shape) {}
