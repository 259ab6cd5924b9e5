package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.ArrayList;
import java.util.List;

/** Checks the parts of a code object for their kind. */
final class CodeParts {
  /** Kind of a variable that functions inside of the function take. */
  static final int CELL = 0x40;

  /** Kind of a variable of a function around. */
  static final int FREE = 0x80;

  private CodeParts() {}

  static CodeObject code(JsonNode node) {
    if (node instanceof POJONode holder && holder.getPojo() instanceof CodeObject code) {
      return code;
    }
    throw new UnknownCodeException("is no function");
  }

  static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw damaged();
    }
    return node.textValue();
  }

  static List<JsonNode> list(JsonNode node) {
    if (!node.isArray()) {
      throw damaged();
    }
    List<JsonNode> list = new ArrayList<>();
    node.forEach(list::add);
    return list;
  }

  static List<String> texts(JsonNode node) {
    return list(node).stream().map(CodeParts::text).toList();
  }

  static void requireArguments(int byPlaceOrName, int byName, int byPlace, List<String> locals) {
    boolean counts = byPlaceOrName >= 0 && byName >= 0 && byPlace >= 0 && byPlace <= byPlaceOrName;
    if (!counts || (long) byPlaceOrName + byName > locals.size()) {
      throw damaged();
    }
  }

  /** Returns the variables of a kind. */
  static List<String> variables(List<String> names, String kinds, int kind) {
    if (kinds.length() != names.size()) {
      throw damaged();
    }
    List<String> variables = new ArrayList<>();
    for (int index = 0; index < kinds.length(); index++) {
      if ((kinds.charAt(index) & kind) != 0) {
        variables.add(names.get(index));
      }
    }
    return variables;
  }

  /** Returns the refusal of bytes that are not a function of a known layout. */
  static UnknownCodeException damaged() {
    return new UnknownCodeException("is damaged, or of a Python that is not known");
  }
}
