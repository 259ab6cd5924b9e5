package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceChoiceTest {
  private final Map<String, ReferenceChoice.Finding> findings =
      new ReferenceChoice(Path.of("data")).findings();

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
