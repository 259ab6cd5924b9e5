package io.github.dl4jdeeplift.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Attribution;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnLayersTest {
  @Test
  void bothWays_sumToTheSameDifference_andShareItOtherwise() {
    Map<String, Attribution> explained = new OwnLayers().explained();
    Attribution graph = java.util.Objects.requireNonNull(explained.get("from its graph"));
    Attribution rule = java.util.Objects.requireNonNull(explained.get("own rule"));
    assertThat(graph.contributions().sum(1).equalsWithEps(rule.contributions().sum(1), 1e-9))
        .isTrue();
    assertThat(graph.contributions().equalsWithEps(rule.contributions(), 1e-3)).isFalse();
    assertThat(graph.convergenceDelta().amaxNumber().doubleValue()).isLessThan(1e-10);
  }
}
