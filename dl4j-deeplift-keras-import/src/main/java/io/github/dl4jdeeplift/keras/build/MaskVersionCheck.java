package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses masks in files of versions of Keras that gave something else for them: {@code
 * Bidirectional} gives 0 at masked steps since Keras 2.4, and before gave what the step before had.
 */
final class MaskVersionCheck {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9}).*");
  private static final int MAJOR = 2;
  private static final int MINOR = 4;

  private MaskVersionCheck() {}

  static void require(TranslatedNetwork translated, String version) {
    if (isLater(version)) {
      return;
    }
    for (KerasLayer layer : translated.network().layers()) {
      boolean masked = translated.masks().containsKey(layer.name());
      boolean sequences =
          layer.config().path("layer").path("config").path("return_sequences").asBoolean();
      if (masked && sequences) {
        throw layer.unsupported(
            "a mask reaches it, and the file is of Keras "
                + version
                + ", which gave other values at masked steps than Keras 2.4 and later: load it there"
                + " and save it again");
      }
    }
  }

  private static boolean isLater(String version) {
    if (version.equals("3")) {
      return true; // a configuration of Keras 3 does not say more
    }
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return false;
    }
    int major = Integer.parseInt(matcher.group(1));
    return major > MAJOR || (major == MAJOR && Integer.parseInt(matcher.group(2)) >= MINOR);
  }
}
