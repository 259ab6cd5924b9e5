package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.NumericCase.Expected;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hypothetical contributions from the multipliers, the input and the reference that a case gives.
 */
record CaseHypothetical(NumericCase numericCase) {
  void requireExpected() {
    assertThat(numericCase.expected()).isNotEmpty();
    for (Expected expected : numericCase.expected()) {
      CaseScores.requireClose(at(expected.place()), expected, numericCase.tolerance());
    }
  }

  private INDArray at(String what) {
    INDArray multipliers = NumericCase.array(numericCase.json().path("multipliers"));
    return switch (what) {
      case "hypothetical" -> of(multipliers);
      case "projected_on_input" ->
          of(multipliers).mul(numericCase.inputs().values().iterator().next());
      case "hypothetical_when_multipliers_are_all_ones" -> of(multipliers.mul(0).add(1));
      default -> throw new IllegalArgumentException("unknown quantity " + what);
    };
  }

  private INDArray of(INDArray multipliers) {
    INDArray reference = numericCase.references().values().iterator().next();
    return HypotheticalContributions.of(multipliers, reference, -1);
  }
}
