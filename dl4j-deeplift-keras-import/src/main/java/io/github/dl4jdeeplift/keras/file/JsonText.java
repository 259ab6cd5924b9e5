package io.github.dl4jdeeplift.keras.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * JSON as Keras writes it. A key given twice, text after the end and nesting beyond Jackson's limit
 * are refused.
 */
final class JsonText {
  private static final long LONGEST_FILE = 1L << 28;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /**
   * Reads the object that a text is.
   *
   * @throws UnreadableKerasFileException if the text is not one JSON object
   */
  static JsonNode object(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableKerasFileException(
          "the configuration is not valid JSON: " + e.getOriginalMessage(), e);
    }
    throw new UnreadableKerasFileException("the configuration is not a JSON object");
  }

  /**
   * Reads the object that the bytes of a text are.
   *
   * @throws UnreadableKerasFileException if they are not one JSON object in UTF-8
   */
  static JsonNode object(byte[] bytes) {
    try {
      return object(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new UnreadableKerasFileException("the configuration is not text in UTF-8", e);
    }
  }

  /**
   * Reads the object that a file is.
   *
   * @throws UnreadableKerasFileException if the file is not one JSON object
   */
  static JsonNode object(Path file) {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw new UnreadableKerasFileException(
            "has " + Files.size(file) + " bytes; a configuration has at most " + LONGEST_FILE);
      }
      return object(Files.readString(file));
    } catch (IOException e) {
      throw new UnreadableKerasFileException("cannot be read as text: " + e, e);
    }
  }
}
