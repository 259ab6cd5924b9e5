package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numeric cases of a folder, each against the values that its source states.
 *
 * <p>The folder is the system property {@code deeplift.cases}. Cases that ask for what this library
 * cannot do yet are pending: skipped, by name.
 */
class NumericCasesTest {
  private static final Path DEFAULT = Path.of("..", "..", "shared", "cases");
  private static final Path FOLDER =
      Path.of(System.getProperty("deeplift.cases", DEFAULT.toString()));

  /**
   * The pending cases of the default folder: a case that falls out of this library's reach fails.
   */
  private static final List<String> PENDING =
      List.of(
          "cp_layer_relu_input_contributions",
          "kd_conv1d_posneg_contribs",
          "kd_dense_relu_gradient_task0",
          "kd_dense_relu_revealcancel",
          "kd_genomics_default_resolution",
          "kd_maxout_path_task0",
          "kd_maxpool1d_gradient",
          "paper_min_revealcancel",
          "tm_hypothetical_projection");

  private static boolean isDefault() {
    return FOLDER.toAbsolutePath().normalize().equals(DEFAULT.toAbsolutePath().normalize());
  }

  private static List<NumericCase> cases() throws IOException {
    assumeTrue(
        Files.isDirectory(FOLDER) || !isDefault(),
        () -> "no numeric cases: " + FOLDER + " is missing; set -Ddeeplift.cases=FOLDER");
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<NumericCase> cases =
          files
              .filter(file -> file.getFileName().toString().endsWith(".json"))
              .sorted()
              .map(NumericCase::read)
              .toList();
      return cases.isEmpty() ? fail("no *.json in %s", FOLDER) : cases;
    }
  }

  @TestFactory
  Stream<DynamicTest> numericCase_givesTheStatedValues() throws IOException {
    return cases().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
  }

  @Test
  void pendingCasesOfTheDefaultFolder_areThoseKnown() throws IOException {
    List<String> pending =
        cases().stream().filter(c -> c.pending().isPresent()).map(NumericCase::name).toList();
    assumeTrue(isDefault(), "another folder: what is pending follows from its cases");
    assertThat(pending).containsExactlyInAnyOrderElementsOf(PENDING);
  }

  private static void check(NumericCase numericCase) {
    Optional<String> pending = numericCase.pending();
    if (pending.isPresent()) {
      String message = "pending: " + numericCase.name() + " (" + pending.get() + ")";
      System.out.println(message);
      Assumptions.abort(message);
    }
    ComputationGraph network = CaseNetwork.of(numericCase);
    Attribution attribution = explain(network, numericCase);
    List<String> inputs = network.getConfiguration().getNetworkInputs();
    assertThat(numericCase.expected()).isNotEmpty();
    numericCase
        .expected()
        .forEach(
            (place, expected) -> {
              INDArray actual = values(attribution, numericCase, inputs.indexOf(place));
              assertThat(actual.shape()).as("shape of %s", place).isEqualTo(expected.shape());
              assertThat(actual.toString()).doesNotContain("NaN");
              assertThat(actual.sub(expected).amaxNumber().doubleValue())
                  .as("%s of %s: %s, expected %s", numericCase.quantity(), place, actual, expected)
                  .isLessThanOrEqualTo(numericCase.tolerance());
            });
  }

  private static INDArray values(Attribution attribution, NumericCase numericCase, int input) {
    return numericCase.quantity().equals("multipliers")
        ? attribution.multipliers(input)
        : attribution.contributions(input);
  }

  private static Attribution explain(ComputationGraph network, NumericCase numericCase) {
    DeepLiftBuilder builder = DeepLift.builder(network);
    if (numericCase.isComplete()) {
      builder.requireCompleteness();
    }
    Map<String, INDArray> inputs = numericCase.inputs();
    String layer = numericCase.targetLayer();
    Target target =
        numericCase
            .targetIndex()
            .map(index -> Target.layer(layer, index))
            .orElseGet(() -> Target.layer(CaseNetwork.sumOf(layer), 0));
    return builder
        .build()
        .explain(inputs.values().toArray(INDArray[]::new), reference(numericCase), target);
  }

  private static Reference reference(NumericCase numericCase) {
    Map<String, INDArray> references = numericCase.references();
    return Reference.perInput(
        numericCase.inputs().keySet().stream()
            .map(references::get)
            .map(rows -> rows.size(0) == 1 ? Reference.of(rows) : Reference.perExample(rows))
            .toArray(Reference[]::new));
  }
}
