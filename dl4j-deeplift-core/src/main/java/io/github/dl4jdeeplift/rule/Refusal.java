package io.github.dl4jdeeplift.rule;

/**
 * A class of Deeplearning4j that is known and cannot be explained.
 *
 * @param type a configuration class of a layer, vertex or preprocessor, met exactly
 * @param reason why it cannot be explained, and the nearest thing that works
 */
public record Refusal(Class<?> type, String reason) {}
