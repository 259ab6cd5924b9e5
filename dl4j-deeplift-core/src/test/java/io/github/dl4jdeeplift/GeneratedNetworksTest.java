package io.github.dl4jdeeplift;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for any network, on generated ones.
 *
 * <p>Each network follows from its seed, which failures name. The system property {@code
 * deeplift.networks} sets how many are made, {@code deeplift.networks.first} the first seed; {@code
 * scripts/random_networks} makes thousands.
 */
class GeneratedNetworksTest {
  private static final long COUNT = Long.getLong("deeplift.networks", 200);
  private static final long FIRST = Long.getLong("deeplift.networks.first", 1);

  @TestFactory
  Stream<DynamicContainer> generatedNetwork_isExplainedRightly() {
    return LongStream.range(FIRST, FIRST + COUNT).mapToObj(GeneratedNetworksTest::properties);
  }

  private static DynamicContainer properties(long seed) {
    GeneratedNetwork network = RandomNetworks.of(seed);
    Stream<DynamicTest> tests =
        NetworkProperties.of(seed, network).stream()
            .map(
                each -> DynamicTest.dynamicTest("seed " + seed + ": " + each.name(), each.check()));
    return DynamicContainer.dynamicContainer(network.toString(), tests);
  }
}
