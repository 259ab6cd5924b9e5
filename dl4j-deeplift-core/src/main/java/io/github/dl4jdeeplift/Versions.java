package io.github.dl4jdeeplift;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** What is at work, for the provenance. */
final class Versions {
  private Versions() {}

  static String own() {
    return orUnknown(DeepLift.class.getPackage().getImplementationVersion());
  }

  static String deeplearning4j() {
    return orUnknown(org.deeplearning4j.nn.api.Model.class.getPackage().getImplementationVersion());
  }

  static String backend() {
    return orUnknown(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
  }

  private static String orUnknown(@Nullable String value) {
    return value == null ? "unknown" : value;
  }
}
