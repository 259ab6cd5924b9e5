package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import java.util.Optional;

/** Makes the reference of one network input, once it has seen all its examples. */
public interface ReferenceMaker {
  /**
   * Looks at the next examples.
   *
   * @throws io.github.dl4jdeeplift.cli.failure.RefusedException if the reference is not for them
   */
  default void see(InputExamples examples) {}

  /**
   * Makes the reference.
   *
   * @param source the input
   * @param count how many examples there are
   */
  Reference make(InputSource source, long count);

  /** Says in one line what the user should know of it. */
  default Optional<String> note() {
    return Optional.empty();
  }
}
