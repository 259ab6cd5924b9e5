package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.dl4jdeeplift.engine.EngineResult;
import io.github.dl4jdeeplift.engine.Scores;
import io.github.dl4jdeeplift.rule.arithmetic.QuotientRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Quotients against {@code scripts/make_quotient_goldens.py}, which works both forms of the
 * multipliers out in fractions: divisors alike, just above a thousandth of each other, below it.
 */
class QuotientRuleTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "quotient.json");

  private static List<JsonNode> cases() throws IOException {
    JsonNode file = new ObjectMapper().readTree(GOLDEN.toFile());
    return NumericCase.elements(file.path("cases"));
  }

  private static INDArray numbers(List<JsonNode> cases, String of, int pass, DataType type) {
    double[] numbers =
        cases.stream().mapToDouble(each -> each.path(of).path(pass).asDouble()).toArray();
    return Nd4j.createFromArray(numbers).reshape(numbers.length, 1).castTo(type);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void multipliers_areThoseOfFractions(DataType type) throws IOException {
    List<JsonNode> cases = cases();
    assertThat(cases.stream().map(each -> each.path("form").asText()).distinct())
        .containsExactly("product", "solved");
    List<INDArray> actual = List.of(numbers(cases, "a", 0, type), numbers(cases, "b", 0, type));
    List<INDArray> reference = List.of(numbers(cases, "a", 1, type), numbers(cases, "b", 1, type));
    EngineResult result =
        new RuleRun(new QuotientRule(), actual, reference).explain(Nd4j.ones(type, 1, 1));
    double allowed = type == DataType.FLOAT ? 1e-6 : 1e-15;
    for (int input = 0; input < 2; input++) {
      Scores scores = Objects.requireNonNull(result.scores().get(RuleRun.input(input)));
      double[] multipliers = scores.multipliers().castTo(DataType.DOUBLE).ravel().toDoubleVector();
      for (int index = 0; index < multipliers.length; index++) {
        double expected = cases.get(index).path("multipliers").path(input).asDouble();
        assertThat(Math.abs(multipliers[index] - expected))
            .as("multiplier %s of %s, %s", input, cases.get(index), multipliers[index])
            .isLessThanOrEqualTo(allowed * Math.abs(expected));
      }
    }
    assertThat(result.shortfall()).isNull();
  }
}
