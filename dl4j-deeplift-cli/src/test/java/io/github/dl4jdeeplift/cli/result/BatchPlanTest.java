package io.github.dl4jdeeplift.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPlanTest {
  /**
   * An eighth of the memory is for examples and scores. 1000 bytes for an example and 500 for each
   * target: of 80,000 bytes there is room for 10,000, that is 6 examples of 1 target; or, since 16
   * examples shall share a forward pass, for 1 target of 20. 3,200,000 bytes hold 16 examples of 50
   * targets each, but for their own bytes.
   */
  @ParameterizedTest
  @CsvSource({
    "100, 1, 80000, 6, 1",
    "100, 20, 80000, 6, 1",
    "100, 20, 3200000, 36, 20",
    "100, 50, 3200000, 15, 50",
    "100, 1000, 3200000, 15, 50",
    "5, 1, 1000000000, 5, 1",
    "5000, 1, 1000000000, 1024, 1",
    "100, 3, 1, 1, 1"
  })
  void batches_fitIntoTheMemory(
      long examples, int targets, long memory, int examplesAtOnce, int targetsAtOnce) {
    BatchPlan plan =
        BatchPlan.of(new Extent(examples, targets, true), new BatchPlan.Bytes(1000, 500), memory);

    assertThat(plan).isEqualTo(new BatchPlan(examples, examplesAtOnce, targetsAtOnce));
  }

  @Test
  void places_countTargetsFirst() {
    Extent extent = new Extent(7, 3, true);

    assertThat(extent.shape(2, 5, 4)).containsExactly(3, 7, 5, 4);
    // Target 2 comes after 2 * 7 examples, example 6 after 6 more, of 20 elements each.
    assertThat(extent.place(2, 6, 20)).isEqualTo(400);
    assertThat(new Extent(7, 1, false).shape(2, 5, 4)).containsExactly(7, 5, 4);
  }
}
