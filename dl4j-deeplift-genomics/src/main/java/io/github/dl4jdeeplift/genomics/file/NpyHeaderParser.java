package io.github.dl4jdeeplift.genomics.file;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text of an npy header: a Python dictionary of exactly {@code descr}, {@code
 * fortran_order} and {@code shape}, in any order, such as {@code {'descr': '<f4', 'fortran_order':
 * False, 'shape': (3, 4), }}.
 */
final class NpyHeaderParser {
  private final String text;
  private int at;
  private @Nullable NpyType type;
  private @Nullable Boolean fortranOrder;
  private @Nullable List<Long> shape;

  private NpyHeaderParser(String text) {
    this.text = text;
  }

  /**
   * Parses a header.
   *
   * @throws IllegalArgumentException if it is anything else, or the elements are not real numbers
   */
  static NpyHeader parse(String text) {
    return new NpyHeaderParser(text).header();
  }

  private NpyHeader header() {
    expect('{');
    while (!skipped('}')) {
      String key = string();
      expect(':');
      value(key);
      if (!skipped(',')) {
        expect('}');
        break;
      }
    }
    if (peek() != 0 || type == null || fortranOrder == null || shape == null) {
      throw corrupt();
    }
    return new NpyHeader(type, fortranOrder, shape);
  }

  private void value(String key) {
    if (key.equals("descr") && type == null) {
      type = type();
    } else if (key.equals("fortran_order") && fortranOrder == null) {
      fortranOrder = bool();
    } else if (key.equals("shape") && shape == null) {
      shape = tuple();
    } else {
      throw corrupt();
    }
  }

  private NpyType type() {
    if (peek() == '[') {
      throw new IllegalArgumentException(
          "holds a structured type; save one plain array of numbers for each field");
    }
    return NpyType.parse(string());
  }

  private boolean bool() {
    for (String word : List.of("True", "False")) {
      if (peek() == word.charAt(0) && text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw corrupt();
  }

  private List<Long> tuple() {
    List<Long> lengths = new ArrayList<>();
    expect('(');
    while (!skipped(')')) {
      lengths.add(length());
      if (!skipped(',')) {
        expect(')');
        break;
      }
    }
    return lengths;
  }

  private long length() {
    peek();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    try {
      long length = Long.parseLong(text, start, at, 10);
      // Python 2 wrote a long integer as 3L.
      skipped('L');
      return length;
    } catch (NumberFormatException e) {
      throw corrupt();
    }
  }

  private String string() {
    char quote = peek();
    int end = text.indexOf(quote, at + 1);
    if ((quote != '\'' && quote != '"') || end < 0) {
      throw corrupt();
    }
    String string = text.substring(at + 1, end);
    at = end + 1;
    return string;
  }

  private void expect(char wanted) {
    if (!skipped(wanted)) {
      throw corrupt();
    }
  }

  private boolean skipped(char wanted) {
    boolean found = peek() == wanted;
    at += found ? 1 : 0;
    return found;
  }

  /** The next character that is not white space, or 0 at the end. */
  private char peek() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException corrupt() {
    return new IllegalArgumentException(
        "has a corrupt header (at its character " + at + "); save the array again");
  }
}
