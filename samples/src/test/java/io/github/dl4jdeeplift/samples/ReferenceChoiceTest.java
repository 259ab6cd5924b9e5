package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceChoiceTest {
  private final Map<String, ReferenceChoice.Finding> findings =
      new ReferenceChoice(Path.of("data")).findings();

  /** After weight normalization zeros give the bias, the mean over the letters (section 3.2). */
  @Test
  void zerosAfterNormalization_areTheUniformReference() {
    ReferenceChoice.Finding normalized = finding("zeros, normalized weights");
    ReferenceChoice.Finding uniform = finding("uniform");
    assertThat(normalized.bothMotifs()).isEqualTo(uniform.bothMotifs());
    assertThat(normalized.shareOnMotifs()).isCloseTo(uniform.shareOnMotifs(), within(1e-4));
  }

  @Test
  void manyShuffles_findMoreThanOneReference() {
    assertThat(finding("20 dinucleotide shuffles").bothMotifs())
        .isGreaterThan(finding("uniform").bothMotifs() + 5);
    assertThat(finding("uniform").bothMotifs()).isGreaterThan(finding("zeros").bothMotifs() + 5);
  }

  @Test
  void manyShuffles_dependLittleOnTheSeed() {
    assertThat(finding("20 dinucleotide shuffles").agreement()).isGreaterThan(0.9);
    assertThat(finding("1 dinucleotide shuffle").agreement()).isLessThan(0.7);
  }

  private ReferenceChoice.Finding finding(String reference) {
    return findings.get(reference);
  }
}
