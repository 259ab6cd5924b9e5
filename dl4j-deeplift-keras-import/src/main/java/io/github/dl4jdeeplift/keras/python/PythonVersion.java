package io.github.dl4jdeeplift.keras.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A version of Python and its instructions, as that version itself lists them ({@code
 * scripts/list_python_opcodes.py}).
 *
 * @param name such as {@code 3.11}
 * @param layout how it writes code objects
 * @param operations its instructions by number
 */
record PythonVersion(String name, CodeLayout layout, Map<Integer, Operation> operations) {
  private static final List<PythonVersion> KNOWN = read();
  private static final int FIRST_WITH_PLACES = 8;
  private static final int FIRST_WITH_EXCEPTIONS = 11;

  /**
   * An instruction.
   *
   * @param name its name
   * @param cells number of two-byte cells behind it that Python keeps for itself
   */
  record Operation(String name, int cells) {}

  /** Returns the known versions, in order. */
  static List<PythonVersion> known() {
    return KNOWN;
  }

  /** Returns whether it is a Python 2, where a quotient of whole numbers is one. */
  boolean isPython2() {
    return layout == CodeLayout.PYTHON_2;
  }

  private static List<PythonVersion> read() {
    try (InputStream table = PythonVersion.class.getResourceAsStream("instructions.txt")) {
      byte[] bytes = Objects.requireNonNull(table, "instructions.txt").readAllBytes();
      return new String(bytes, StandardCharsets.US_ASCII).lines().map(PythonVersion::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PythonVersion of(String line) {
    String[] words = line.split(" ", -1);
    Map<Integer, Operation> operations = new HashMap<>();
    for (int index = 1; index < words.length; index++) {
      String[] parts = words[index].split("[=/]", -1);
      operations.put(
          Integer.parseInt(parts[1]), new Operation(parts[0], Integer.parseInt(parts[2])));
    }
    return new PythonVersion(words[0], layoutOf(words[0]), Map.copyOf(operations));
  }

  private static CodeLayout layoutOf(String name) {
    int minor = Integer.parseInt(name.substring(2));
    if (name.startsWith("2.")) {
      return CodeLayout.PYTHON_2;
    }
    if (minor < FIRST_WITH_PLACES) {
      return CodeLayout.PYTHON_3;
    }
    return minor < FIRST_WITH_EXCEPTIONS ? CodeLayout.PYTHON_3_8 : CodeLayout.PYTHON_3_11;
  }
}
