package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses masks in files of versions of Keras that gave something else for them, or may have:
 * {@code Bidirectional} gives 0 at masked steps since Keras 2.4, and before gave what the step
 * before had. Recurrent layers themselves have held their state through all of Keras 2.
 */
final class MaskVersionCheck {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9}).*");
  private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "SimpleRNN");
  private static final int MAJOR = 2;
  private static final int MINOR = 4;

  private MaskVersionCheck() {}

  static void require(TranslatedNetwork translated, String version) {
    if (isLater(version)) {
      return;
    }
    for (KerasLayer layer : translated.network().layers()) {
      boolean masked = translated.masks().containsKey(layer.name());
      boolean holds = version.startsWith("2.") && RECURRENT.contains(layer.className());
      if (masked && !holds) {
        throw layer.unsupported(
            "a mask reaches it, and the file is of Keras "
                + version
                + ", which may give other values for masked steps than Keras 2.4 and later: load it"
                + " there and save it again");
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
