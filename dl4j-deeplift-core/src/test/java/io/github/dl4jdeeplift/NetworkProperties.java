package io.github.dl4jdeeplift;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** What holds for any network. */
final class NetworkProperties {
  private NetworkProperties() {}

  /** A property, and what throws where it does not hold. */
  record Property(String name, Executable check) {}

  /** All properties are checked on some networks each, those that take long in turns. */
  static List<Property> of(long seed, GeneratedNetwork network) {
    DeepLift deepLift = RandomRules.choose(network).build();
    AttributionProperties attribution = new AttributionProperties(network, deepLift);
    AttributionProperties any =
        new AttributionProperties(network, RandomRules.chooseAny(network).build());
    ReferenceProperties references = new ReferenceProperties(network, deepLift);
    MaskProperties masks = new MaskProperties(network, deepLift);
    UserStateProperties state = new UserStateProperties(network, deepLift);
    TargetProperties targets = new TargetProperties(network, deepLift);
    Stream<Property> always =
        Stream.of(
            property("output is Deeplearning4j's", attribution::outputIsTheNetworks),
            property("contributions sum to the difference", attribution::contributionsSum),
            property("nothing contributes at the reference", attribution::zeroAtTheReference));
    Stream<Property> linear =
        Stream.of(property("linear networks give w·δ", attribution::linearGivesWeights));
    Stream<Property> inTurns =
        switch ((int) (seed % 6)) {
          case 0 ->
              Stream.of(
                  property("a batch is its rows", attribution::batchIsItsRows),
                  property("a batch is its rows by any rule", any::batchIsItsRows),
                  property("memory order is of no account", attribution::anyMemoryOrder));
          case 1 ->
              Stream.of(
                  property("masked contributions sum", masks::maskedContributionsSum),
                  property("shared references are averaged", references::sharedAreAveraged),
                  property("tiles change nothing", references::tilesChangeNothing));
          case 2 ->
              Stream.of(
                  property("masked contributions sum", masks::maskedContributionsSum),
                  property("references of examples are averaged", references::ownAreAveraged));
          case 3 ->
              Stream.of(
                  property("several targets are each alone", targets::severalTargetsAreEachAlone),
                  property("a weighted target is the sum", targets::weightedTargetIsTheSum));
          case 4 ->
              Stream.of(
                  property("targets of all kinds sum", targets::everyKindOfTargetSums),
                  property("parts sum to the difference", targets::partsSumToTheLayersDifference));
          default ->
              Stream.of(
                  property("nothing of the user's changes", state::nothingChanges),
                  property("changed parameters are read", state::changedParametersAreRead));
        };
    return Stream.of(always, network.kind().isLinear() ? linear : Stream.<Property>empty(), inTurns)
        .flatMap(properties -> properties)
        .toList();
  }

  private static Property property(String name, Executable check) {
    return new Property(name, check);
  }
}
