package io.github.dl4jdeeplift.rule.sequence;

import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.function.Nonlinearity;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a gate needs of its function: as a factor of a product, its mean over both passes (section
 * 2.3.5), and as a function of its sum, its secant.
 *
 * @param mean half of the sum of its values
 * @param secant its Rescale multiplier
 */
record MeanAndSecant(SDVariable mean, SDVariable secant) {
  static MeanAndSecant of(Ops ops, Nonlinearity function, SDVariable actual, SDVariable reference) {
    SDVariable mean = function.value(ops, actual).add(function.value(ops, reference)).mul(0.5);
    Nonlinearity.Step step = new Nonlinearity.Step(actual, reference, actual.sub(reference));
    return new MeanAndSecant(mean, function.secant(ops, step));
  }
}
