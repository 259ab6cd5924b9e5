package io.github.dl4jdeeplift.cli.input;

/**
 * Asks of one input that it is one-hot.
 *
 * @param input its place
 * @param what what asks for it, for the message, as in {@code --modisco}
 */
public record OneHotSequence(int input, String what) implements ExampleObserver {
  @Override
  public void see(Examples examples) {
    examples.inputs().get(input).requireOneHot(what);
  }
}
