package io.github.dl4jdeeplift.keras.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that a function takes beside the first.
 *
 * @param names their names, in order
 * @param aliases those names by all names that versions have for them
 * @param defaults the values of those that are not given
 */
record Signature(List<String> names, Map<String, String> aliases, Map<String, Value> defaults) {
  /**
   * Reads a signature.
   *
   * @param text one word for each argument: its name, other names after {@code |}, a default after
   *     {@code =}
   */
  static Signature of(String text) {
    List<String> names = new ArrayList<>();
    Map<String, String> aliases = new HashMap<>();
    Map<String, Value> defaults = new HashMap<>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      String[] parts = word.split("=", -1);
      String[] all = parts[0].split("\\|", -1);
      names.add(all[0]);
      List.of(all).forEach(alias -> aliases.put(alias, all[0]));
      if (parts.length > 1) {
        defaults.put(all[0], new Value.Fixed(number(parts[1])));
      }
    }
    return new Signature(names, aliases, defaults);
  }

  private static JsonNode number(String text) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return text.contains(".")
        ? json.numberNode(Double.parseDouble(text))
        : json.numberNode(Long.parseLong(text));
  }

  /** Returns the name under which an argument is kept; null where there is none of such a name. */
  @Nullable String known(String name) {
    return aliases.get(name);
  }
}
