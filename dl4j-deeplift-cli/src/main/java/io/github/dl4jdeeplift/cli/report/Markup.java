package io.github.dl4jdeeplift.cli.report;

import java.util.Locale;

/** Texts and numbers as HTML shows them. */
final class Markup {
  private Markup() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value).replace("-", "\u2212");
  }

  static String small(double value) {
    return String.format(Locale.ROOT, "%.1e", value).replace("-", "\u2212");
  }
}
