package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;

/** The files of examples, which are read in parts and more than once. */
public interface ExampleFiles {
  /** Returns the inputs, in order. */
  List<InputSource> inputs();

  /**
   * Reads all examples from the beginning.
   *
   * @param size examples of a batch; the last one may have fewer
   */
  ExampleBatches open(int size);

  /** Tells whether they are sequences, whose one-hot encoding belongs to the results. */
  boolean areSequences();

  /** Returns the shapes of one example, in order. */
  default List<Shape> shapes() {
    return inputs().stream().map(InputSource::shape).toList();
  }
}
