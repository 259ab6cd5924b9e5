package io.github.dl4jdeeplift.keras.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions as each version of Python compiles them ({@code scripts/make_python_lambdas.py}) are
 * read back as their source.
 */
class PythonVersionsTest {
  private static final Path FOLDER = Path.of("src/test/resources/python-lambdas");
  private static final JsonNode NONE = NullNode.getInstance();

  /** What is read, where it is not the lambda's source itself. */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("lambda x: x[:]", "x[:]"),
          Map.entry(
              "lambda x: K.permute_dimensions(x, (0, 2, 1))", "K.permute_dimensions(x, [0, 2, 1])"),
          Map.entry("lambda x: K.reshape(x, (-1, 6))", "K.reshape(x, [-1, 6])"),
          Map.entry(
              "lambda x: K.temporal_padding(x, padding=(2, 3))",
              "K.temporal_padding(x, padding=[2, 3])"),
          Map.entry(
              "def function(x):;;a = x[:, :5];;b = x[:, 5:];;return K.maximum(a, b)",
              "K.maximum(x[:, :5], x[:, 5:])"),
          Map.entry("def function(args):;;a, b = args;;return a + b", "args[0] + args[1]"),
          Map.entry(
              "def function(x):;;import tensorflow as tf;;return tf.square(x)",
              "tensorflow.square(x)"),
          Map.entry(
              "def function(x):;;from keras import backend as K;;return K.softmax(x)",
              "keras.backend.softmax(x)"),
          Map.entry(
              "def function(x):;;import keras.backend as K;;return K.abs(x)",
              "keras.backend.abs(x)"),
          Map.entry(
              "def function(x):;;import keras.backend;;return keras.backend.abs(x)",
              "keras.backend.abs(x)"),
          Map.entry("def function(x):;;x += 1.0;;x *= 0.5;;return x", "(x + 1.0) * 0.5"),
          Map.entry(
              "def function(x):;;y = K.sqrt(x);;z = K.log(y);;return y, z",
              "[K.sqrt(x), K.log(K.sqrt(x))]"),
          Map.entry(
              "lambda x: K.concatenate([x, x[:, ::-1]], axis=-1)",
              "K.concatenate([x, x[:, ::-1]], axis=-1)"));

  /** Refused: the start of what is said. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "lambda x: x if x > 0 else -x", "has the instruction COMPARE_OP",
          "lambda x: [y for y in x]", "",
          "lambda x: f(x, *[1])", "",
          "lambda x, k=3: x * k", "takes the value of 'k'",
          "lambda *x: x[0]", "takes arguments in any number",
          "def function(x):;;for i in range(3): x = x * 2;;return x", "has the instruction",
          "def function(x):;;return lambda: x", "has functions inside",
          "def function(x):;;try: return x;;except E: return 1", "ha",
          "def function(x):;;y = x;;y, z = z, y;;return y", "takes the value of 'z'");

  static Map<String, String> functions(String version) throws IOException {
    Map<String, String> functions = new LinkedHashMap<>();
    new ObjectMapper()
        .readTree(FOLDER.resolve(version + ".json").toFile())
        .properties()
        .forEach(entry -> functions.put(entry.getKey(), entry.getValue().textValue()));
    return functions;
  }

  private static SavedFunction function(String code) {
    return new SavedFunction(code, NONE, NONE, Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"})
  void read_isTheSource(String version) throws IOException {
    Map<String, String> functions = functions(version);

    assertThat(functions).hasSizeGreaterThan(50);
    functions.forEach(
        (source, code) -> {
          if (REFUSED.containsKey(source)) {
            assertThatThrownBy(() -> function(code).read())
                .as(source)
                .isInstanceOf(UnknownCodeException.class)
                .hasMessageStartingWith(REFUSED.get(source));
          } else {
            String expected =
                OTHERWISE.getOrDefault(source, source.substring(source.indexOf(": ") + 2));
            assertThat(function(code).read().expression()).as(source).hasToString(expected);
          }
        });
  }

  /** Python's own text form of the bytes, which Keras wrote before 2.0.9. */
  @Test
  void read_isTheSource_ofBytesAsText() throws IOException {
    String code = functions("3.6").get("lambda x: x[:, ::-1, ::-1]");
    byte[] bytes = Base64.getMimeDecoder().decode(code);

    assertThat(function(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)).read())
        .hasToString("Reading[expression=x[:, ::-1, ::-1], version=3.6]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.7", "3.6", "3.8", "3.11", "3.13"})
  void arguments_haveTheirSavedValues(String version) throws IOException {
    String code = functions(version).get("lambda x, k=3: x * k");
    JsonNode defaults = new ObjectMapper().readTree("[3]");
    JsonNode seven = new ObjectMapper().readTree("7");

    assertThat(new SavedFunction(code, defaults, NONE, Map.of()).read().expression())
        .hasToString("x * 3");
    assertThat(new SavedFunction(code, defaults, NONE, Map.of("k", seven)).read().expression())
        .hasToString("x * 7");
  }

  /** Damaged code is refused or is another function, and never anything but that. */
  @ParameterizedTest
  @ValueSource(strings = {"2.7", "3.6", "3.8", "3.11", "3.12", "3.13"})
  void damagedCode_isRefusedOrRead(String version) throws IOException {
    Random random = new Random(7);
    List<String> codes = List.copyOf(functions(version).values());
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
      byte[] bytes = Base64.getMimeDecoder().decode(codes.get(random.nextInt(codes.size())));
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        function(Base64.getEncoder().encodeToString(bytes)).read();
      } catch (UnknownCodeException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 4000);
  }

  @Test
  void truncatedCode_isRefused() throws IOException {
    byte[] bytes =
        Base64.getMimeDecoder().decode(functions("3.11").get("lambda x: x[:, ::-1, ::-1]"));
    for (int length = 0; length < bytes.length; length++) {
      String code = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> function(code).read())
          .isInstanceOf(UnknownCodeException.class)
          .hasMessageContaining("3.13");
    }
  }

  /**
   * A tuple that says it has 2³¹ − 1 elements, tuples inside of tuples, and one inside of itself.
   */
  @ParameterizedTest
  @ValueSource(strings = {"28ffffff7f", "dbffffff7f", "a9017200000000", "7200000000", "63"})
  void hostileBytes_areRefused(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex.repeat(1000));
    String code = Base64.getEncoder().encodeToString(bytes);

    assertThatThrownBy(() -> function(code).read()).isInstanceOf(UnknownCodeException.class);
  }
}
