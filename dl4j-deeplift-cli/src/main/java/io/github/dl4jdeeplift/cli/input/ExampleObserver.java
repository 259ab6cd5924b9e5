package io.github.dl4jdeeplift.cli.input;

import java.util.List;

/** What looks at all examples before they are explained. */
public interface ExampleObserver {
  /**
   * Looks at the next examples.
   *
   * @throws io.github.dl4jdeeplift.cli.failure.RefusedException if they are not what they must be
   */
  void see(Examples examples);

  /** Says what the user should know of them, one line each. */
  default List<String> notes() {
    return List.of();
  }
}
