package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTrainingTest {
  /** Two of ten features are a fifth of what an untrained network looks at. */
  @Test
  void training_movesContributionsToTheFeaturesThatDecide() {
    WatchTraining sample = new WatchTraining();
    sample.train();
    List<Double> shares = sample.shares();
    assertThat(shares).hasSize(5);
    assertThat(shares.get(4)).isGreaterThan(shares.get(0)).isGreaterThan(0.7);
    sample.check();
  }
}
