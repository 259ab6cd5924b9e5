package io.github.dl4jdeeplift.keras.python;

import io.github.dl4jdeeplift.keras.python.PythonVersion.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One instruction of a function.
 *
 * @param name its name
 * @param argument its argument, 0 where it takes none
 */
record Instruction(String name, int argument) {
  private static final String EXTENDED = "EXTENDED_ARG";
  private static final int FIRST_WITH_ARGUMENT_IN_PYTHON_2 = 90;
  private static final int BYTE_BITS = 8;
  private static final int MOST_ARGUMENT = 1 << 20;

  /** What may stand before the mark of a function's begin, from Python 3.11 on. */
  private static final Set<String> BEFORE_BEGIN = Set.of("COPY_FREE_VARS", "MAKE_CELL");

  /**
   * Returns a function's instructions as a version has them; empty where they are not that
   * version's.
   */
  static Optional<List<Instruction>> decode(String bytes, PythonVersion version) {
    List<Instruction> decoded = new ArrayList<>();
    boolean whole =
        version.isPython2()
            ? decodeBytes(bytes, version.operations(), decoded)
            : decodeCells(bytes, version.operations(), decoded);
    return whole && beginsRight(decoded, version) ? Optional.of(decoded) : Optional.empty();
  }

  private static boolean beginsRight(List<Instruction> decoded, PythonVersion version) {
    return version.layout() != CodeLayout.PYTHON_3_11
        || decoded.stream()
            .map(Instruction::name)
            .filter(name -> !BEFORE_BEGIN.contains(name))
            .findFirst()
            .filter("RESUME"::equals)
            .isPresent();
  }

  /** One byte, or three with an argument. */
  private static boolean decodeBytes(
      String bytes, Map<Integer, Operation> operations, List<Instruction> decoded) {
    int place = 0;
    while (place < bytes.length()) {
      int number = bytes.charAt(place);
      Operation operation = operations.get(number);
      boolean alone = number < FIRST_WITH_ARGUMENT_IN_PYTHON_2;
      int next = place + (alone ? 1 : 3);
      if (operation == null || operation.name().equals(EXTENDED) || next > bytes.length()) {
        return false;
      }
      int argument = alone ? 0 : bytes.charAt(place + 1) | (bytes.charAt(place + 2) << BYTE_BITS);
      decoded.add(new Instruction(operation.name(), argument));
      place = next;
    }
    return true;
  }

  /** Cells of two bytes, the second an argument; some instructions have empty ones behind. */
  private static boolean decodeCells(
      String bytes, Map<Integer, Operation> operations, List<Instruction> decoded) {
    int higher = 0;
    int place = 0;
    while (place + 1 < bytes.length()) {
      Operation operation = operations.get((int) bytes.charAt(place));
      int argument = (higher << BYTE_BITS) | bytes.charAt(place + 1);
      if (operation == null || argument > MOST_ARGUMENT) {
        return false;
      }
      place += 2;
      if (operation.name().equals(EXTENDED)) {
        higher = argument;
        continue;
      }
      higher = 0;
      decoded.add(new Instruction(operation.name(), argument));
      int end = place + 2 * operation.cells();
      if (end > bytes.length() || !bytes.substring(place, end).chars().allMatch(b -> b == 0)) {
        return false;
      }
      place = end;
    }
    return place == bytes.length() && higher == 0;
  }
}
