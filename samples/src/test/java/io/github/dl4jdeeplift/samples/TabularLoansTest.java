package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TabularLoansTest {
  private final TabularLoans loans = new TabularLoans();

  /** 1 is the same order in all applicants, 0 none at all. */
  @Test
  void contributions_agreeWithTheTrueEffects_butNotAgainstZeros() {
    Map<String, Reference> references = loans.references();
    assertThat(agreement(references.get("mean of the training data"))).isGreaterThan(0.85);
    assertThat(agreement(references.get("100 training applicants, averaged"))).isGreaterThan(0.92);
    assertThat(agreement(references.get("zeros"))).isLessThan(0.5);
  }

  private double agreement(Reference reference) {
    return loans.agreement(loans.contributions(reference));
  }

  @Test
  void pictures_areDrawn(@TempDir Path folder) throws IOException {
    loans.report(folder);
    assertThat(folder.resolve("applicants.svg")).isNotEmptyFile();
    assertThat(folder.resolve("applicants.png")).isNotEmptyFile();
  }
}
