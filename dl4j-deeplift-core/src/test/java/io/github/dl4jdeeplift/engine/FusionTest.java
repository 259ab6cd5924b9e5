package io.github.dl4jdeeplift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps that are run together, against SameDiff's own executor, bit by bit. */
class FusionTest {
  /** Two chunks of floats and some, four of doubles. */
  private static final int LONG = 4500;

  private final ComparedProgram compared = new ComparedProgram();

  /** Each operation alone between two others, so that it is run with them. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void operations_onAllKindsOfNumbers_areThoseOfNd4j(DataType dataType) {
    SDVariable x = compared.placeholder("x", compared.numbers(dataType, 3, LONG));
    SDVariable y = compared.placeholder("y", compared.numbers(dataType, 3, LONG));
    SDVariable row = compared.placeholder("row", compared.numbers(dataType, 1, LONG));
    SDVariable number = compared.placeholder("number", compared.numbers(dataType, 1));
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    compared
        .binary()
        .forEach(
            (name, operation) -> {
              wanted.put(name, operation.apply(x.neg(), y));
              wanted.put(name + " of a row", operation.apply(x.neg(), row));
              wanted.put(name + " by a row", operation.apply(row, x.neg()));
              wanted.put(name + " of a number", operation.apply(x.neg(), number));
            });
    compared.unary().forEach((name, operation) -> wanted.put(name, operation.apply(x.neg()).neg()));
    compared.assertPlanGivesWhatSameDiffGives(wanted);
  }

  /** 0/0 in front of a bound gives the bound; other quotients that are no numbers too. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void quotients_inFrontOfABound_areThoseOfNd4j(DataType dataType) {
    SDVariable x = compared.placeholder("x", compared.numbers(dataType, 2, LONG));
    SDVariable y = compared.placeholder("y", compared.numbers(dataType, 2, LONG));
    double[] zeros = {0, -0.0};
    SDVariable few = compared.placeholder("few", compared.numbers(dataType, zeros, 2, LONG));
    SDVariable others = compared.placeholder("others", compared.numbers(dataType, zeros, 2, LONG));
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    for (double bound : new double[] {0, 1, -2, 0.3}) {
      wanted.put("at most " + bound, compared.program.scalarMin(x.div(y), bound).mul(2));
      wanted.put("at least " + bound, compared.program.scalarMax(x.div(y), bound).mul(2));
      wanted.put("0/0 at most " + bound, compared.program.scalarMin(few.div(others), bound).mul(2));
      wanted.put(
          "0/0 at least " + bound, compared.program.scalarMax(few.div(others), bound).mul(2));
    }
    SDVariable shared = few.div(others);
    wanted.put("used twice", compared.program.scalarMin(shared, 1).add(shared));
    SDVariable kept = x.div(others);
    wanted.put("kept", kept);
    wanted.put("bounded", compared.program.scalarMin(kept, 1).neg());
    compared.assertPlanGivesWhatSameDiffGives(wanted);
  }

  /** A condition that is also wanted as such, and one that is cast to another type. */
  @Test
  void conditions_thatAreNoNumbers_stayConditions() {
    SDVariable x = compared.placeholder("x", compared.numbers(DataType.FLOAT, 3, LONG)).mul(2);
    SDVariable y = compared.placeholder("y", compared.numbers(DataType.FLOAT, 3, LONG)).neg();
    SDVariable kept = x.gte(y);
    SDVariable number = kept.castTo(DataType.FLOAT).mul(x);
    SDVariable wide = x.gt(y).castTo(DataType.DOUBLE).add(1);
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    wanted.put("number", number);
    wanted.put("wide", wide);
    wanted.put("kept", kept.castTo(DataType.DOUBLE));
    compared.assertPlanGivesWhatSameDiffGives(wanted);
  }

  /** Two steps over many numbers are two calls, whose arrays die and are overwritten. */
  @Test
  void pairsOfSteps_overManyNumbers_giveWhatSameDiffGives() {
    double[] zeros = {0};
    SDVariable x = compared.placeholder("x", compared.numbers(DataType.FLOAT, zeros, 40, LONG));
    SDVariable row = compared.placeholder("row", compared.numbers(DataType.FLOAT, zeros, 1, LONG));
    SDVariable some = compared.program.math().exp(compared.program.scalarMax(x.mul(2), 0));
    SDVariable sums = some.sum(true, 1);
    SDVariable others = compared.program.math().exp(some.sub(row).neg());
    SDVariable last = compared.program.math().exp(others.mul(some).reshape(-1, 2, LONG / 2).sub(1));
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    wanted.put("last", last.mul(2));
    wanted.put("sums", sums);
    compared.assertPlanGivesWhatSameDiffGives(wanted);
  }

  /** Several steps are one call. */
  @Test
  void chain_isOneStep() {
    SDVariable x = compared.placeholder("x", compared.numbers(DataType.FLOAT, 3, LONG));
    SDVariable y = compared.placeholder("y", compared.numbers(DataType.FLOAT, 1, LONG));
    SDVariable chain =
        compared.program.scalarMax(x.sub(y).mul(y), 0).reshape(-1, 2, LONG / 2).add(1);
    Schedule schedule = Schedule.of(compared.program, Map.of("chain", chain));
    assertThat(schedule).isNotNull();
    Plan plan = PlanWriter.write(schedule, compared.fed);
    assertThat(plan.calls()).hasOnlyElementsOfType(FusedCall.class).hasSize(1);
  }

  /** What does not depend on the seed is worked out once, and what does each time. */
  @Test
  void repeatedRuns_giveWhatSingleRunsGive() {
    SDVariable x =
        compared.placeholder("x", compared.numbers(DataType.DOUBLE, new double[0], 3, LONG));
    INDArray first = compared.numbers(DataType.DOUBLE, new double[0], 1, LONG);
    SDVariable seed = compared.placeholder("seed", first);
    SDVariable stable = compared.program.scalarMax(x.mul(2), 0).sub(1);
    SDVariable result = stable.mul(seed).add(seed).mul(stable);
    Map<String, SDVariable> wanted = Map.of("result", result, "stable", stable);
    List<INDArray> seeds = List.of(first, first.mul(3), first.neg());
    List<INDArray> found = new ArrayList<>();
    new SameDiffRunner(compared.program)
        .run(
            compared.fed,
            new SameDiffRunner.Varying("seed", seeds),
            wanted,
            values -> found.add(values.get("result").dup()));
    for (int run = 0; run < seeds.size(); run++) {
      Map<String, INDArray> all = Map.of("x", compared.fed.get("x"), "seed", seeds.get(run));
      ComparedProgram.assertSame(
          "run " + run,
          found.get(run),
          compared.program.output(all, result.name()).get(result.name()));
    }
  }
}
