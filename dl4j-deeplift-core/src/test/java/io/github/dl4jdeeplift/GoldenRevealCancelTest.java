package io.github.dl4jdeeplift;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * RevealCancel, the genomics default and the other rules on small random networks, against the
 * DeepLIFT authors' own program and, where that is wrong or has no answer, against values that
 * follow from the rules. How they were made is in the README beside them.
 */
class GoldenRevealCancelTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  /** Of the largest value of an array, in float32; in float64 the cases state their own. */
  private static final double FLOAT_TOLERANCE = 1e-4;

  @TestFactory
  Stream<DynamicTest> randomNetwork_isExplainedAsByTheAuthorsProgram() {
    return tests("authors");
  }

  @TestFactory
  Stream<DynamicTest> whereTheAuthorsProgramIsWrong_valuesFollowFromTheRules() {
    return tests("derived");
  }

  @TestFactory
  Stream<DynamicTest> allThatTheSchemaAllows_isExplainedByTheRules() {
    return tests("schema");
  }

  private static Stream<DynamicTest> tests(String folder) {
    return CaseFolder.read(GOLDEN.resolve(folder)).stream()
        .flatMap(
            each ->
                Stream.of(
                    DynamicTest.dynamicTest(each.name(), () -> inDouble(each)),
                    DynamicTest.dynamicTest(each.name() + " in float", () -> inFloat(each))));
  }

  private static void inDouble(NumericCase numericCase) {
    CaseScores.of(numericCase, DataType.DOUBLE).requireExpected(each -> numericCase.tolerance());
  }

  private static void inFloat(NumericCase numericCase) {
    CaseScores.of(numericCase, DataType.FLOAT)
        .requireExpected(each -> FLOAT_TOLERANCE * each.values().amaxNumber().doubleValue());
  }
}
