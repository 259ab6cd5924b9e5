package io.github.dl4jdeeplift.keras.build;

import io.github.dl4jdeeplift.keras.config.KerasLayer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses masks in files of versions of Keras that gave something else for them, or may have:
 * {@code Bidirectional} gives 0 at masked steps since Keras 2.4, and before gave what the step
 * before had. Recurrent layers themselves have held their state through all of Keras 2. Layers that
 * join values do so without regard to masks in Keras 2 alone.
 */
final class MaskVersionCheck {
  private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9}).*");
  private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "SimpleRNN");
  private static final int MAJOR = 2;
  private static final int MINOR = 4;

  /** Before, MultiHeadAttention took no account of masks. */
  private static final int ATTENTION_MINOR = 10;

  private MaskVersionCheck() {}

  static void require(TranslatedNetwork translated, String version) {
    for (KerasLayer layer : translated.network().layers()) {
      if (translated.masks().containsKey(layer.name())) {
        requireTaken(layer, version);
      }
      if (translated.joined().contains(layer.name())) {
        requireJoined(layer, version);
      }
    }
  }

  private static void requireTaken(KerasLayer layer, String version) {
    boolean holds = version.startsWith("2.") && RECURRENT.contains(layer.className());
    int minor = layer.className().equals("MultiHeadAttention") ? ATTENTION_MINOR : MINOR;
    if (!holds && !isLater(version, minor)) {
      throw layer.unsupported(
          "a mask reaches it, and the file is of Keras "
              + version
              + ", which may give other values for masked steps than Keras 2."
              + minor
              + " and later: load it there and save it again");
    }
  }

  private static void requireJoined(KerasLayer layer, String version) {
    if (!version.startsWith("2.") || !isLater(version, MINOR)) {
      throw layer.unsupported(
          "a mask reaches it, and the file is of Keras "
              + version
              + ", which may put other values in place of masked ones than Keras 2 from 2.4 on: end"
              + " the mask before, or build the model there");
    }
  }

  private static boolean isLater(String version, int minor) {
    if (version.equals("3")) {
      return true; // a configuration of Keras 3 does not say more
    }
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches()) {
      return false;
    }
    int major = Integer.parseInt(matcher.group(1));
    return major > MAJOR || (major == MAJOR && Integer.parseInt(matcher.group(2)) >= minor);
  }
}
