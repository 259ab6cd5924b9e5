package io.github.dl4jdeeplift;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What holds for any network, on generated ones.
 *
 * <p>Each network follows from its seed, which failures name. The system property {@code
 * deeplift.networks} sets how many are made, {@code deeplift.networks.first} the first seed.
 */
class GeneratedNetworksTest {
  private static final long COUNT = Long.getLong("deeplift.networks", 200);
  private static final long FIRST = Long.getLong("deeplift.networks.first", 1);

  @TestFactory
  Stream<DynamicContainer> generatedNetwork_isExplainedRightly() {
    return LongStream.range(FIRST, FIRST + COUNT).mapToObj(GeneratedNetworksTest::properties);
  }

  /** All properties are checked on some networks each, those that take long in turns. */
  private static DynamicContainer properties(long seed) {
    GeneratedNetwork network = RandomNetworks.of(seed);
    DeepLift deepLift = RandomRules.choose(network).build();
    AttributionProperties attribution = new AttributionProperties(network, deepLift);
    ReferenceProperties references = new ReferenceProperties(network, deepLift);
    UserStateProperties state = new UserStateProperties(network, deepLift);
    TargetProperties targets = new TargetProperties(network, deepLift);
    Stream<DynamicTest> always =
        Stream.of(
            test(seed, "output is Deeplearning4j's", attribution::outputIsTheNetworks),
            test(seed, "contributions sum to the difference", attribution::contributionsSum),
            test(seed, "nothing contributes at the reference", attribution::zeroAtTheReference));
    Stream<DynamicTest> linear =
        Stream.of(test(seed, "linear networks give w·δ", attribution::linearGivesWeights));
    Stream<DynamicTest> inTurns =
        switch ((int) (seed % 6)) {
          case 0 ->
              Stream.of(
                  test(seed, "a batch is its rows", attribution::batchIsItsRows),
                  test(seed, "memory order is of no account", attribution::anyMemoryOrder));
          case 1 ->
              Stream.of(
                  test(seed, "shared references are averaged", references::sharedAreAveraged),
                  test(seed, "tiles change nothing", references::tilesChangeNothing));
          case 2 ->
              Stream.of(
                  test(seed, "references of examples are averaged", references::ownAreAveraged));
          case 3 ->
              Stream.of(
                  test(seed, "several targets are each alone", targets::severalTargetsAreEachAlone),
                  test(seed, "a weighted target is the sum", targets::weightedTargetIsTheSum));
          case 4 ->
              Stream.of(
                  test(seed, "targets of all kinds sum", targets::everyKindOfTargetSums),
                  test(
                      seed, "parts sum to the difference", targets::partsSumToTheLayersDifference));
          default ->
              Stream.of(
                  test(seed, "nothing of the user's changes", state::nothingChanges),
                  test(seed, "changed parameters are read", state::changedParametersAreRead));
        };
    Stream<DynamicTest> tests =
        Stream.concat(network.kind().isLinear() ? Stream.concat(always, linear) : always, inTurns);
    return DynamicContainer.dynamicContainer(network.toString(), tests);
  }

  private static DynamicTest test(long seed, String property, Executable check) {
    return DynamicTest.dynamicTest("seed " + seed + ": " + property, check);
  }
}
