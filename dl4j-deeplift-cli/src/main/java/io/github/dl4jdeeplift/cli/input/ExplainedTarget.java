package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Target;

/**
 * One target.
 *
 * @param target the target
 * @param label what the user calls it, as in {@code dense_2:0}
 */
public record ExplainedTarget(Target target, String label) {}
