package io.github.dl4jdeeplift.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.genomics.drawing.Region;
import org.junit.jupiter.api.Test;

class PlantedRegionsTest {
  @Test
  void of_readsNamesAndPlaces() {
    assertThat(PlantedRegions.of("label=1 CAGATG=31-42 GATA=12-23,90-101", 200))
        .containsExactly(
            new Region("CAGATG", 31, 42), new Region("GATA", 12, 23), new Region("GATA", 90, 101));
  }

  @Test
  void of_passesOverWhatIsNoPlaceInTheSequence() {
    assertThat(PlantedRegions.of("a=5-5 b=7-3 c=190-201 d=1-2x range=chr1:5-9 e=190-200", 200))
        .containsExactly(new Region("e", 190, 200));
    assertThat(PlantedRegions.of("", 200)).isEmpty();
  }
}
