package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path SOURCE =
      Path.of("src/test/java/io/github/dl4jdeeplift/samples/Snippets.java");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(Path.of("../README.md"));
  }

  @Test
  void java_isCompiledByTheBuild() throws IOException {
    String compiled = withoutSpace(Files.readString(SOURCE));
    assertThat(JAVA.matcher(readme).results().map(MatchResult::group))
        .hasSize(2)
        .allSatisfy(
            block ->
                assertThat(compiled).contains(withoutSpace(block.replaceAll("```(java)?", ""))));
  }

  @Test
  void length_isAtMost700Words() {
    assertThat(readme.trim().split("\\s+")).hasSizeLessThanOrEqualTo(700);
  }

  @Test
  void code_beginsByLine25() {
    assertThat(readme.lines().limit(25)).anyMatch(line -> line.startsWith("```"));
  }

  @Test
  void links_leadToFiles() {
    assertThat(Pattern.compile("]\\(([^):]+)\\)").matcher(readme).results())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(Path.of("..", link.group(1))).exists());
  }

  private static String withoutSpace(String text) {
    return text.replaceAll("\\s+", "");
  }
}
