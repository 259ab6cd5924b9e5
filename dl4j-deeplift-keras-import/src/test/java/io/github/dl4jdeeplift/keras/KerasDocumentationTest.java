package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.keras.translate.TranslatorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documentation's table of layers is the program's. */
class KerasDocumentationTest {
  @Test
  void tableOfLayers_listsTheTranslators() throws IOException {
    String documentation = Files.readString(Path.of("../docs/keras.md"));
    String table =
        documentation.substring(
            documentation.indexOf("| Keras layer |"), documentation.indexOf("## Refused"));

    List<String> listed =
        table
            .lines()
            .skip(2)
            .filter(line -> line.startsWith("|"))
            .map(line -> line.split("\\|", -1)[1])
            .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
            .map((MatchResult match) -> match.group(1))
            .sorted()
            .toList();

    assertThat(listed).isEqualTo(TranslatorTable.classNames());
  }
}
