package io.github.dl4jdeeplift.keras;

import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;

/** Runs with oneDNN off, which cannot do dilated convolutions over positions. */
final class WithoutHelpers {
  private WithoutHelpers() {}

  static <T> T call(Supplier<T> work) {
    boolean allowed = Nd4j.getEnvironment().helpersAllowed();
    Nd4j.getEnvironment().allowHelpers(false);
    try {
      return work.get();
    } finally {
      Nd4j.getEnvironment().allowHelpers(allowed);
    }
  }
}
