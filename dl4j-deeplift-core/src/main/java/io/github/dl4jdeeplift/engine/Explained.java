package io.github.dl4jdeeplift.engine;

/**
 * One explained quantity: a weighted sum of the elements of a node's value.
 *
 * @param node name of the node
 * @param seed the weights
 */
public record Explained(String node, Seed seed) {}
