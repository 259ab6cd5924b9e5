package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of Python's module {@code marshal}: values as JSON, bytes as text of characters
 * below 256, code objects in nodes of their own. Bytes come from untrusted files: depth and sizes
 * are bounded before anything is made, and all of them must be used.
 */
final class MarshalReader {
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_VALUES = 1 << 14;
  private static final int DEEPEST = 24;
  private static final int SHARED = 0x80;
  private static final int BYTE = 0xFF;
  private static final int DIGIT_BITS = 15;
  private static final int MOST_DIGITS = 4;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ByteBuffer bytes;
  private final CodeLayout layout;
  private final List<@Nullable JsonNode> shared = new ArrayList<>();
  private final List<JsonNode> interned = new ArrayList<>();
  private int values;
  private int depth;

  private MarshalReader(byte[] bytes, CodeLayout layout) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.layout = layout;
  }

  /**
   * Reads a code object.
   *
   * @param bytes its bytes, none more
   * @param layout order of its parts
   * @throws UnknownCodeException if the bytes are not one of that layout
   */
  static CodeObject code(byte[] bytes, CodeLayout layout) {
    if (bytes.length > MOST_BYTES) {
      throw new UnknownCodeException("is longer than " + MOST_BYTES + " bytes");
    }
    MarshalReader reader = new MarshalReader(bytes, layout);
    try {
      JsonNode read = reader.value();
      if (reader.bytes.hasRemaining()) {
        throw CodeParts.damaged();
      }
      return CodeParts.code(read);
    } catch (BufferUnderflowException e) {
      throw CodeParts.damaged();
    }
  }

  private JsonNode value() {
    int type = bytes.get() & BYTE;
    if (++values > MOST_VALUES || depth == DEEPEST) {
      throw CodeParts.damaged();
    }
    int place = shared.size();
    if ((type & SHARED) != 0) {
      shared.add(null); // filled when it is whole: a value inside of itself is refused
    }
    depth++;
    JsonNode value = value((char) (type & ~SHARED));
    depth--;
    if ((type & SHARED) != 0) {
      shared.set(place, value);
    }
    return value;
  }

  private JsonNode value(char type) {
    return switch (type) {
      case 'N' -> JSON.nullNode();
      case 'T' -> JSON.booleanNode(true);
      case 'F' -> JSON.booleanNode(false);
      case '.' -> Constants.ellipsis();
      case 'i' -> JSON.numberNode((long) bytes.getInt());
      case 'I' -> JSON.numberNode(bytes.getLong());
      case 'l' -> JSON.numberNode(longInteger());
      case 'g' -> JSON.numberNode(bytes.getDouble());
      case 'f' -> number(latin(bytes.get() & BYTE));
      case '(', '[' -> sequence(size());
      case ')' -> sequence(bytes.get() & BYTE);
      case 'r' -> referred(shared);
      case 'c' -> JSON.pojoNode(code());
      default -> JSON.textNode(text(type));
    };
  }

  private JsonNode referred(List<? extends @Nullable JsonNode> earlier) {
    int place = bytes.getInt();
    JsonNode value = place < 0 || place >= earlier.size() ? null : earlier.get(place);
    if (value == null) {
      throw CodeParts.damaged();
    }
    values += count(value, DEEPEST - depth);
    return value;
  }

  /** Returns how many values one is: small files can refer to the same one again and again. */
  private static int count(JsonNode value, int depths) {
    if (depths < 0) {
      throw CodeParts.damaged();
    }
    return 1 + value.valueStream().mapToInt(element -> count(element, depths - 1)).sum();
  }

  private String text(char type) {
    return switch (type) {
      case 's' -> latin(size());
      case 't' -> interned(layout == CodeLayout.PYTHON_2 ? latin(size()) : utf8(size()));
      case 'R' -> referred(interned).textValue();
      case 'u' -> utf8(size());
      case 'a', 'A' -> latin(size());
      case 'z', 'Z' -> latin(bytes.get() & BYTE);
      default -> throw CodeParts.damaged();
    };
  }

  private String interned(String text) {
    interned.add(JSON.textNode(text));
    return text;
  }

  private int size() {
    int size = bytes.getInt();
    if (size < 0 || size > bytes.remaining()) {
      throw CodeParts.damaged();
    }
    return size;
  }

  private byte[] next(int size) {
    if (size > bytes.remaining()) {
      throw CodeParts.damaged();
    }
    byte[] next = new byte[size];
    bytes.get(next);
    return next;
  }

  private String latin(int size) {
    return new String(next(size), StandardCharsets.ISO_8859_1);
  }

  private String utf8(int size) {
    return new String(next(size), StandardCharsets.UTF_8);
  }

  private static JsonNode number(String text) {
    try {
      return JSON.numberNode(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw CodeParts.damaged();
    }
  }

  /** Digits of 15 bits, the lowest first; the count has the sign. */
  private long longInteger() {
    int count = bytes.getInt();
    if (Math.abs((long) count) > MOST_DIGITS) {
      throw new UnknownCodeException("has a whole number beyond 60 bits");
    }
    long value = 0;
    for (int digit = 0; digit < Math.abs(count); digit++) {
      value |= (long) (bytes.getShort() & 0x7FFF) << (digit * DIGIT_BITS);
    }
    return count < 0 ? -value : value;
  }

  private ArrayNode sequence(int size) {
    if (size > bytes.remaining()) {
      throw CodeParts.damaged();
    }
    ArrayNode sequence = JSON.arrayNode();
    for (int index = 0; index < size; index++) {
      sequence.add(value());
    }
    return sequence;
  }

  /** Since Python 3.11 one list has all variables, and a text says of which kind each is. */
  private CodeObject code() {
    boolean together = layout == CodeLayout.PYTHON_3_11;
    int arguments = bytes.getInt();
    int byPlace = together || layout == CodeLayout.PYTHON_3_8 ? bytes.getInt() : 0;
    int keywordArguments = layout == CodeLayout.PYTHON_2 ? 0 : bytes.getInt();
    if (!together) {
      bytes.getInt(); // number of local variables
    }
    bytes.getInt(); // depth of the stack
    int flags = bytes.getInt();
    String instructions = CodeParts.text(value());
    List<JsonNode> constants = CodeParts.list(value());
    List<String> names = CodeParts.texts(value());
    List<String> locals = CodeParts.texts(value());
    String kinds = together ? CodeParts.text(value()) : "";
    List<String> free = variables(together, locals, kinds, CodeParts.FREE);
    List<String> cells = variables(together, locals, kinds, CodeParts.CELL);
    CodeParts.requireArguments(arguments, keywordArguments, byPlace, locals);
    skipPlace(together ? 3 : 2);
    boolean catches = together && !CodeParts.text(value()).isEmpty();
    return new CodeObject(
        arguments,
        keywordArguments,
        flags,
        instructions,
        constants,
        names,
        locals,
        free,
        /* unusual= */ catches || !cells.isEmpty());
  }

  private List<String> variables(boolean together, List<String> locals, String kinds, int kind) {
    return together ? CodeParts.variables(locals, kinds, kind) : CodeParts.texts(value());
  }

  /** Skips the names of the file and the function, the first line and the table of lines. */
  private void skipPlace(int names) {
    for (int name = 0; name < names; name++) {
      CodeParts.text(value());
    }
    bytes.getInt();
    CodeParts.text(value());
  }
}
