package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The numeric cases of a folder, each against the values that its source states.
 *
 * <p>The folder is the system property {@code deeplift.cases}.
 */
class NumericCasesTest {
  private static final Path DEFAULT = Path.of("..", "..", "shared", "cases");
  private static final Path FOLDER =
      Path.of(System.getProperty("deeplift.cases", DEFAULT.toString()));

  private static boolean isDefault() {
    return FOLDER.toAbsolutePath().normalize().equals(DEFAULT.toAbsolutePath().normalize());
  }

  @TestFactory
  Stream<DynamicTest> numericCase_givesTheStatedValues() {
    assumeTrue(
        Files.isDirectory(FOLDER) || !isDefault(),
        () -> "no numeric cases: " + FOLDER + " is missing; set -Ddeeplift.cases=FOLDER");
    return CaseFolder.read(FOLDER).stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private static void check(NumericCase numericCase) {
    switch (numericCase.quantity()) {
      case "multipliers", "contributions", "pos_neg_contribs" ->
          CaseScores.of(numericCase, DataType.DOUBLE)
              .requireExpected(expected -> numericCase.tolerance());
      case "hypothetical contributions" -> new CaseHypothetical(numericCase).requireExpected();
      case "resolved rule of the ReLU" -> {
        List<JsonNode> chains = NumericCase.elements(numericCase.json().path("chains"));
        assertThat(chains).isNotEmpty();
        chains.forEach(CaseChain::requireExpected);
      }
      default -> throw new IllegalArgumentException("unknown quantity " + numericCase.quantity());
    }
  }
}
