package io.github.dl4jdeeplift.rule.function;

/**
 * An activation function that brings its own rule: implemented by an {@code IActivation} of another
 * module, or of the user's, it is explained wherever activation functions are.
 */
public interface ExplainedActivation {
  /** Returns the function with its secant; its values must be those of the activation function. */
  Nonlinearity nonlinearity();
}
