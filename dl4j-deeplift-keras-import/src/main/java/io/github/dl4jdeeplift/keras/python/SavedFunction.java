package io.github.dl4jdeeplift.keras.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A function as Keras saves it: the bytes of its code, as base64 or (before Keras 2.0.9) as text,
 * with the values of its arguments.
 *
 * @param code the text
 * @param defaults default values of its last arguments; null or a list
 * @param closure values of the variables around it; null or a list
 * @param arguments values of arguments by name, which go before the defaults
 */
public record SavedFunction(
    String code, JsonNode defaults, JsonNode closure, Map<String, JsonNode> arguments) {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]*={0,2}\\s*");

  /** Arguments that Keras gives itself, whose values are not those in the file. */
  private static final Set<String> GIVEN_BY_KERAS = Set.of("mask", "training");

  private static final int BYTE = 0xFF;

  /** Copies the arguments. */
  public SavedFunction {
    arguments = Map.copyOf(arguments);
  }

  /**
   * What a function computes.
   *
   * @param expression the expression that it returns
   * @param version the version of Python by which it is read, the first of several that agree
   */
  public record Reading(Expression expression, String version) {}

  /**
   * Reads the function under each version of Python that its bytes fit.
   *
   * @throws UnknownCodeException if they fit none, if it does what is not known here, or if two
   *     versions disagree
   */
  public Reading read() {
    byte[] bytes = bytes();
    List<Reading> readings = new ArrayList<>();
    for (PythonVersion version : PythonVersion.known()) {
      Optional<CodeObject> object = object(bytes, version);
      object
          .flatMap(found -> Instruction.decode(found.instructions(), version))
          .map(found -> Evaluation.of(object.get(), found, version, values(object.get())))
          .ifPresent(found -> readings.add(new Reading(found, version.name())));
    }
    return onlyOne(readings);
  }

  private static Reading onlyOne(List<Reading> readings) {
    if (readings.isEmpty()) {
      throw new UnknownCodeException(
          "is damaged, or not of Python "
              + String.join(
                  ", ", PythonVersion.known().stream().map(PythonVersion::name).toList()));
    }
    Reading first = readings.get(0);
    for (Reading other : readings) {
      if (!other.expression().equals(first.expression())) {
        throw new UnknownCodeException(
            "means " + first.expression() + " or " + other.expression() + " by the Python version");
      }
    }
    return first;
  }

  private static Optional<CodeObject> object(byte[] bytes, PythonVersion version) {
    try {
      return Optional.of(MarshalReader.code(bytes, version.layout()));
    } catch (UnknownCodeException ofAnotherLayout) {
      return Optional.empty();
    }
  }

  /** Python's raw_unicode_escape has one character for a byte, but for those beyond 255. */
  private byte[] bytes() {
    if (BASE64.matcher(code).matches()) {
      return Base64.getMimeDecoder().decode(code);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int place = 0; place < code.length(); place++) {
      char character = code.charAt(place);
      if (character > BYTE) {
        bytes.writeBytes(
            String.format("\\u%04x", (int) character).getBytes(StandardCharsets.US_ASCII));
      } else {
        bytes.write(character);
      }
    }
    return bytes.toByteArray();
  }

  private Map<String, JsonNode> values(CodeObject object) {
    Map<String, JsonNode> values = new HashMap<>();
    put(values, object.free(), closure);
    List<String> byPlace = object.locals().subList(0, object.arguments());
    int first = byPlace.size() - (defaults.isArray() ? defaults.size() : 0);
    put(values, byPlace.subList(Math.max(first, 0), byPlace.size()), defaults);
    arguments.forEach(
        (name, value) -> {
          if (object.parameters().contains(name)) {
            values.put(name, value);
          }
        });
    values.keySet().removeAll(GIVEN_BY_KERAS);
    return values;
  }

  private static void put(Map<String, JsonNode> values, List<String> names, JsonNode list) {
    if (list.isArray() && list.size() == names.size()) {
      for (int index = 0; index < names.size(); index++) {
        values.put(names.get(index), list.get(index));
      }
    }
  }
}
