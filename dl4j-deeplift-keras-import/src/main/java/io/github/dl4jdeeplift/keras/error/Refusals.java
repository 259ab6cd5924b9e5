package io.github.dl4jdeeplift.keras.error;

import java.nio.file.Path;
import java.util.function.Supplier;

/** Puts the file's name before what is refused while something is read from it. */
public final class Refusals {
  private Refusals() {}

  /**
   * Runs a step and names the file in its refusal.
   *
   * @param file the file that the step reads
   * @param step the step
   * @return what the step returns
   */
  public static <T> T naming(Path file, Supplier<T> step) {
    try {
      return step.get();
    } catch (UnreadableKerasFileException e) {
      throw e.in(file.toString());
    } catch (UnsupportedKerasModelException e) {
      throw e.in(file.toString());
    }
  }
}
