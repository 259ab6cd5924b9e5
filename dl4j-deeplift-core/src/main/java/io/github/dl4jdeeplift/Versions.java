package io.github.dl4jdeeplift;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** What is at work, for the provenance. */
final class Versions {
  /** Its jar's manifest says nothing. */
  private static final String DEEPLEARNING4J =
      "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

  private Versions() {}

  static String own() {
    return orUnknown(DeepLift.class.getPackage().getImplementationVersion());
  }

  static String deeplearning4j() {
    try (InputStream stream = Model.class.getResourceAsStream(DEEPLEARNING4J)) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return orUnknown(properties.getProperty("version"));
    } catch (IOException e) {
      return orUnknown(null);
    }
  }

  static String backend() {
    return orUnknown(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
  }

  private static String orUnknown(@Nullable String value) {
    return value == null ? "unknown" : value;
  }
}
