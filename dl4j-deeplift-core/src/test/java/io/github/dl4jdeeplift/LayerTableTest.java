package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.rule.Refusal;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.RuleTable;
import io.github.dl4jdeeplift.rule.table.LibraryRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every class of Deeplearning4j is in the table, or refused with a reason; and so it is written.
 */
class LayerTableTest {
  private static final RuleTable TABLE = LibraryRules.with(List.of());
  private static final Path DOCUMENT = Path.of("../docs/layers.md");

  private static Set<Class<?>> known() {
    Set<Class<?>> known = new HashSet<>(RuleTable.OPENED);
    TABLE.rows().stream().map(RuleRow::type).forEach(known::add);
    TABLE.refusals().stream().map(Refusal::type).forEach(known::add);
    return known;
  }

  @Test
  void everyClass_hasARuleOrAReason() {
    List<Class<?>> classes =
        ClassWalk.of(
            "org.deeplearning4j.nn.conf.layers",
            "org.deeplearning4j.nn.conf.graph",
            "org.deeplearning4j.nn.conf.preprocessor",
            "org.deeplearning4j.nn.conf.ocnn",
            "org.deeplearning4j.nn.layers",
            "org.deeplearning4j.preprocessors");
    // 97 in 1.0.0-M2.1: the walk does find them.
    assertThat(classes).hasSizeGreaterThan(90);
    assertThat(classes).isSubsetOf(known());
  }

  @Test
  void everyRefusal_givesAReason() {
    assertThat(TABLE.refusals()).allSatisfy(row -> assertThat(row.reason()).hasSizeGreaterThan(30));
  }

  @Test
  void everyRow_isDescribed() {
    Set<String> described = new TreeSet<>(LayerWords.ALL.keySet());
    Set<String> rows = new TreeSet<>(explained().keySet());
    assertThat(described).containsAll(rows);
  }

  /** Write the file anew with -Ddeeplift.write=true. */
  @Test
  void document_isMadeFromTheTable() throws IOException {
    String document = document();
    if (Boolean.getBoolean("deeplift.write")) {
      Files.writeString(DOCUMENT, document);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
  }

  /** Returns the simple names of all classes that are explained, with the folder they belong to. */
  private static Map<String, String> explained() {
    Map<String, String> explained = new TreeMap<>();
    TABLE.rows().forEach(row -> explained.put(row.type().getSimpleName(), kind(row.type())));
    RuleTable.OPENED.forEach(type -> explained.put(type.getSimpleName(), kind(type)));
    return explained;
  }

  private static String kind(Class<?> type) {
    if (org.deeplearning4j.nn.conf.graph.GraphVertex.class.isAssignableFrom(type)) {
      return "Vertices";
    }
    boolean isLayer = org.deeplearning4j.nn.conf.layers.Layer.class.isAssignableFrom(type);
    return isLayer ? "Layers" : "Preprocessors";
  }

  private static String document() {
    StringBuilder text = new StringBuilder(LayerWords.HEAD);
    for (String kind : List.of("Layers", "Vertices", "Preprocessors")) {
      text.append("\n## ")
          .append(kind)
          .append("\n\n| class | rule | notes |\n| --- | --- | --- |\n");
      explained().forEach((name, own) -> text.append(own.equals(kind) ? line(name) : ""));
    }
    text.append("\n## Refused\n\n| class | reason, and what works |\n| --- | --- |\n");
    TABLE
        .refusals()
        .forEach(
            row ->
                text.append("| `")
                    .append(row.type().getSimpleName())
                    .append("` | ")
                    .append(row.reason())
                    .append(" |\n"));
    return text.append(LayerWords.FOOT).toString();
  }

  private static String line(String name) {
    String[] words = LayerWords.ALL.getOrDefault(name, "?").split(";", 2);
    String notes = words.length > 1 ? words[1].strip() : "";
    return "| `" + name + "` | " + words[0] + " | " + notes + " |\n";
  }
}
