package io.github.dl4jdeeplift.training;

import io.github.dl4jdeeplift.Attribution;

/**
 * An attribution made during training.
 *
 * @param iteration number of updates before it, as Deeplearning4j counts them
 * @param epoch number of epochs that had ended before it
 * @param attribution the attribution; its arrays are the receiver's own
 */
public record Watched(int iteration, int epoch, Attribution attribution) {}
