package io.github.dl4jdeeplift.genomics.drawing;

/** Text made fit for XML: markup escaped, characters that XML forbids replaced. */
final class XmlText {
  private XmlText() {}

  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(character -> append(character, escaped));
    return escaped.toString();
  }

  private static void append(int character, StringBuilder escaped) {
    switch (character) {
      case '&' -> escaped.append("&amp;");
      case '<' -> escaped.append("&lt;");
      case '>' -> escaped.append("&gt;");
      case '"' -> escaped.append("&quot;");
      case '\'' -> escaped.append("&#39;");
      default -> escaped.appendCodePoint(isAllowed(character) ? character : '?');
    }
  }

  /** XML 1.0, production 2, without line ends, which would only be read as spaces. */
  private static boolean isAllowed(int character) {
    return (character >= 0x20 && character < 0xd800)
        || (character >= 0xe000 && character < 0xfffe)
        || character >= 0x10000;
  }
}
