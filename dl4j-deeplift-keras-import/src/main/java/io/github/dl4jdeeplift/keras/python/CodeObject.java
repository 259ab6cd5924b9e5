package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A compiled function.
 *
 * @param arguments number of its arguments by place
 * @param keywordArguments number of its arguments by name alone, which follow those in {@code
 *     locals}
 * @param flags properties, as Python numbers them
 * @param instructions the instructions, in bytes
 * @param constants the constants that they load
 * @param names names of globals and attributes
 * @param locals names of the local variables, arguments first; from Python 3.11 on also of the free
 *     ones
 * @param free names of variables of the functions around it, which hold values of their own
 * @param unusual whether it has functions inside that take its variables, or handlers of exceptions
 *     that its instructions do not show
 */
record CodeObject(
    int arguments,
    int keywordArguments,
    int flags,
    String instructions,
    List<JsonNode> constants,
    List<String> names,
    List<String> locals,
    List<String> free,
    boolean unusual) {
  /** Arguments in any number, generators and coroutines. */
  private static final int UNUSUAL = 0x04 | 0x08 | 0x20 | 0x80 | 0x100 | 0x200;

  CodeObject {
    constants = List.copyOf(constants);
    names = List.copyOf(names);
    locals = List.copyOf(locals);
    free = List.copyOf(free);
  }

  /** Returns the names of all arguments. */
  List<String> parameters() {
    return locals.subList(0, arguments + keywordArguments);
  }

  /** Refuses functions that are more than a row of instructions on given arguments. */
  void requirePlain() {
    if ((flags & UNUSUAL) != 0) {
      throw new UnknownCodeException("takes arguments in any number, or is a generator");
    }
    if (unusual) {
      throw new UnknownCodeException("has functions inside, or handles exceptions");
    }
  }
}
