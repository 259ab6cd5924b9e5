/**
 * The rules that explain functions: Rescale, RevealCancel, the gradient and the plain secant for
 * functions of one number, and log-mean Jacobians for softmax and log-sum-exp.
 */
@NullMarked
package io.github.dl4jdeeplift.rule.activation;

import org.jspecify.annotations.NullMarked;
