package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.NumericCase.Expected;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Multipliers, contributions and parts of a numeric case, as this library finds them. */
final class CaseScores {
  private final NumericCase numericCase;
  private final List<String> inputs;
  private final Attribution attribution;

  private CaseScores(NumericCase numericCase, DataType dataType) {
    ComputationGraph network = CaseNetwork.of(numericCase, dataType);
    this.numericCase = numericCase;
    this.inputs = network.getConfiguration().getNetworkInputs();
    this.attribution = prepared(network).explain(examples(dataType), reference(dataType), target());
  }

  /** Builds the network of a case in a data type and explains its examples. */
  static CaseScores of(NumericCase numericCase, DataType dataType) {
    return new CaseScores(numericCase, dataType);
  }

  /** Compares what was found with all that the case states. */
  void requireExpected(ToDoubleFunction<Expected> tolerance) {
    assertThat(numericCase.expected()).isNotEmpty();
    for (Expected expected : numericCase.expected()) {
      INDArray actual = at(expected.place(), expected.quantity()).castTo(DataType.DOUBLE);
      requireClose(actual, expected, tolerance.applyAsDouble(expected));
    }
  }

  static void requireClose(INDArray actual, Expected expected, double tolerance) {
    assertThat(actual.shape()).as("shape of %s", expected).isEqualTo(expected.values().shape());
    assertThat(actual.toString()).doesNotContain("NaN");
    assertThat(actual.sub(expected.values()).amaxNumber().doubleValue())
        .as("%s: %s, expected %s", expected, actual, expected.values())
        .isLessThanOrEqualTo(tolerance);
  }

  private INDArray at(String place, String quantity) {
    int input = inputs.indexOf(place);
    return switch (quantity) {
      case "multipliers" ->
          input < 0 ? attribution.multipliers(place) : attribution.multipliers(input);
      case "contributions" ->
          input < 0 ? attribution.contributions(place) : attribution.contributions(input);
      case "pos" -> attribution.positivePart(place);
      case "neg" -> attribution.negativePart(place);
      default -> throw new IllegalArgumentException("unknown quantity " + quantity);
    };
  }

  private DeepLift prepared(ComputationGraph network) {
    DeepLiftBuilder builder = DeepLift.builder(network).nonlinearityRule(numericCase.rule());
    numericCase.maxPoolingRule().ifPresent(builder::maxPoolingRule);
    numericCase.activations().stream()
        .filter(layer -> layer.hasNonNull("rule"))
        .forEach(
            layer ->
                builder.nonlinearityRule(layer.path("name").asText(), NumericCase.rule(layer)));
    builder.attributeTo(
        numericCase.expected().stream()
            .map(Expected::place)
            .filter(place -> !inputs.contains(place))
            .toArray(String[]::new));
    return (numericCase.isComplete() ? builder.requireCompleteness() : builder).build();
  }

  private INDArray[] examples(DataType dataType) {
    return numericCase.inputs().values().stream()
        .map(rows -> rows.castTo(dataType))
        .toArray(INDArray[]::new);
  }

  private Target target() {
    String layer = numericCase.targetLayer();
    return numericCase
        .targetIndex()
        .map(index -> Target.layer(layer, index))
        .orElseGet(() -> Target.layer(CaseNetwork.sumOf(layer), 0));
  }

  private Reference reference(DataType dataType) {
    Map<String, INDArray> references = numericCase.references();
    return Reference.perInput(
        numericCase.inputs().keySet().stream()
            .map(input -> references.get(input).castTo(dataType))
            .map(rows -> rows.size(0) == 1 ? Reference.of(rows) : Reference.perExample(rows))
            .toArray(Reference[]::new));
  }
}
