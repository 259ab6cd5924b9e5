package io.github.dl4jdeeplift.samples;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One sequence and its scores, each {@code [length, 4]}.
 *
 * @param oneHot the sequence
 * @param deepLift DeepLIFT's contributions
 * @param gradientTimesInput gradient × input
 */
public record ExplainedSequence(INDArray oneHot, INDArray deepLift, INDArray gradientTimesInput) {}
