package io.github.dl4jdeeplift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Steps that are run together, against SameDiff's own executor, bit by bit. */
class FusionTest {
  /** Two chunks of floats and some, four of doubles. */
  private static final int LONG = 4500;

  private final SameDiff program = SameDiff.create();
  private final Map<String, INDArray> fed = new LinkedHashMap<>();
  private final Random random = new Random(7);

  private SDVariable placeholder(String name, INDArray array) {
    fed.put(name, array);
    return program.placeHolder(name, array.dataType(), array.shape());
  }

  /** Ordinary numbers, and among them all that are not. */
  private INDArray numbers(DataType dataType, long... shape) {
    double least = dataType == DataType.DOUBLE ? Double.MIN_VALUE : Float.MIN_VALUE;
    double largest = dataType == DataType.DOUBLE ? Double.MAX_VALUE : Float.MAX_VALUE;
    double[] odd = {
      0,
      -0.0,
      1,
      -1,
      least,
      -least,
      3 * least,
      largest,
      -largest,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY
    };
    return numbers(dataType, odd, shape);
  }

  private INDArray numbers(DataType dataType, double[] odd, long... shape) {
    double[] values = new double[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int place = 0; place < values.length; place++) {
      values[place] =
          random.nextInt(3) == 0 && odd.length > 0
              ? odd[random.nextInt(odd.length)]
              : random.nextGaussian();
    }
    return Nd4j.createFromArray(values).castTo(dataType).reshape('c', shape);
  }

  /** Equal to the bit, but for the sign of 0 and the kind of NaN. */
  private static void assertSame(String name, INDArray found, INDArray expected) {
    assertThat(found.shape()).as(name).isEqualTo(expected.shape());
    double[] one = found.dup('c').reshape(-1).toDoubleVector();
    double[] other = expected.dup('c').reshape(-1).toDoubleVector();
    for (int place = 0; place < one.length; place++) {
      boolean same =
          one[place] == other[place] || (Double.isNaN(one[place]) && Double.isNaN(other[place]));
      if (!same) {
        assertThat(one[place]).as(name + " at " + place).isEqualTo(other[place]);
      }
    }
  }

  private void assertPlanGivesWhatSameDiffGives(Map<String, SDVariable> wanted) {
    SameDiffRunner runner = new SameDiffRunner(program);
    assertThat(Schedule.of(program, wanted)).isNotNull();
    for (int run = 0; run < 2; run++) {
      try (SameDiffRunner.Results results = runner.run(fed, wanted)) {
        wanted.forEach(
            (name, variable) -> {
              INDArray expected = program.output(fed, variable.name()).get(variable.name());
              assertSame(name, results.values().get(name), expected);
            });
      }
    }
  }

  /** Each operation alone between two others, so that it is run with them. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void operations_onAllKindsOfNumbers_areThoseOfNd4j(DataType dataType) {
    SDVariable x = placeholder("x", numbers(dataType, 3, LONG));
    SDVariable y = placeholder("y", numbers(dataType, 3, LONG));
    SDVariable row = placeholder("row", numbers(dataType, 1, LONG));
    SDVariable number = placeholder("number", numbers(dataType, 1));
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    binary()
        .forEach(
            (name, operation) -> {
              wanted.put(name, operation.apply(x.neg(), y));
              wanted.put(name + " of a row", operation.apply(x.neg(), row));
              wanted.put(name + " by a row", operation.apply(row, x.neg()));
              wanted.put(name + " of a number", operation.apply(x.neg(), number));
            });
    unary().forEach((name, operation) -> wanted.put(name, operation.apply(x.neg()).neg()));
    assertPlanGivesWhatSameDiffGives(wanted);
  }

  private Map<String, BinaryOperator<SDVariable>> binary() {
    Map<String, BinaryOperator<SDVariable>> operations = new LinkedHashMap<>();
    operations.put("add", SDVariable::add);
    operations.put("sub", SDVariable::sub);
    operations.put("mul", SDVariable::mul);
    operations.put("div", SDVariable::div);
    operations.put("max", program.math()::max);
    operations.put("min", program.math()::min);
    return operations;
  }

  private Map<String, UnaryOperator<SDVariable>> unary() {
    Map<String, UnaryOperator<SDVariable>> operations = new LinkedHashMap<>();
    operations.put("abs", program.math()::abs);
    operations.put("neg", SDVariable::neg);
    operations.put("square", program.math()::square);
    for (double number : new double[] {0, 1, -1.3, 1e30}) {
      operations.put("+ " + number, x -> x.add(number));
      operations.put("- " + number, x -> x.sub(number));
      operations.put("* " + number, x -> x.mul(number));
      operations.put("/ " + number, x -> x.div(number + 0.1));
      operations.put("from " + number, x -> x.rsub(number));
      operations.put("over " + number, x -> x.rdiv(number));
      operations.put("at least " + number, x -> program.scalarMax(x, number));
      operations.put("at most " + number, x -> program.scalarMin(x, number));
      operations.put("step at " + number, x -> program.math().step(x, number));
    }
    return operations;
  }

  /** 0/0 in front of a bound gives the bound; other quotients that are no numbers too. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void quotients_inFrontOfABound_areThoseOfNd4j(DataType dataType) {
    SDVariable x = placeholder("x", numbers(dataType, 2, LONG));
    SDVariable y = placeholder("y", numbers(dataType, 2, LONG));
    double[] zeros = {0, -0.0};
    SDVariable few = placeholder("few", numbers(dataType, zeros, 2, LONG));
    SDVariable others = placeholder("others", numbers(dataType, zeros, 2, LONG));
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    for (double bound : new double[] {0, 1, -2, 0.3}) {
      wanted.put("at most " + bound, program.scalarMin(x.div(y), bound).mul(2));
      wanted.put("at least " + bound, program.scalarMax(x.div(y), bound).mul(2));
      wanted.put("0/0 at most " + bound, program.scalarMin(few.div(others), bound).mul(2));
      wanted.put("0/0 at least " + bound, program.scalarMax(few.div(others), bound).mul(2));
    }
    SDVariable shared = few.div(others);
    wanted.put("used twice", program.scalarMin(shared, 1).add(shared));
    SDVariable kept = x.div(others);
    wanted.put("kept", kept);
    wanted.put("bounded", program.scalarMin(kept, 1).neg());
    assertPlanGivesWhatSameDiffGives(wanted);
  }

  private static final long[][] SHAPES = {
    {5, 7, 40}, {1, 7, 40}, {7, 40}, {40}, {1, 1, 40}, {5, 1, 40}, {1}, {5, 7, 1}, {1, 1, 1}
  };

  /**
   * Graphs at random, of broadcasts, reshapes, sums and matrix products between; some of the
   * numbers are 0, so that signs of 0, infinities and NaN come up.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void graphsAtRandom_giveWhatSameDiffGives(long seed) {
    random.setSeed(seed);
    DataType dataType = seed % 2 == 0 ? DataType.FLOAT : DataType.DOUBLE;
    List<SDVariable> known = new ArrayList<>();
    List<long[]> shapes = new ArrayList<>();
    double[] zeros = seed % 4 < 2 ? new double[] {0} : new double[0];
    for (long[] shape : SHAPES) {
      known.add(placeholder("p" + known.size(), numbers(dataType, zeros, shape)));
      shapes.add(shape);
    }
    List<BinaryOperator<SDVariable>> pairs = List.copyOf(binary().values());
    List<UnaryOperator<SDVariable>> single = List.copyOf(unary().values());
    for (int step = 0; step < 60; step++) {
      int place = random.nextInt(known.size());
      SDVariable one = known.get(place);
      long[] shape = shapes.get(place);
      switch (random.nextInt(8)) {
        case 0, 1 -> known.add(single.get(random.nextInt(single.size())).apply(one));
        case 2 -> {
          shape = new long[] {5, 7, 40};
          known.add(one.add(known.get(0)).reshape(-1, 7 * 40).neg().reshape(-1, 7, 40));
        }
        case 3 -> {
          known.add(known.get(0).mul(one).sum(true, 0));
          shape = new long[] {1, 7, 40};
        }
        default -> {
          shape = new long[] {5, 7, 40};
          SDVariable full = pairs.get(random.nextInt(pairs.size())).apply(one, known.get(0));
          SDVariable other = known.get(random.nextInt(known.size()));
          known.add(pairs.get(random.nextInt(pairs.size())).apply(full, other));
        }
      }
      shapes.add(shape);
    }
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    for (int count = 0; count < 4; count++) {
      SDVariable some = known.get(known.size() - 1 - random.nextInt(20));
      wanted.put(some.name(), some);
    }
    wanted.put(known.get(known.size() - 1).name(), known.get(known.size() - 1));
    assertPlanGivesWhatSameDiffGives(wanted);
  }

  /** Several steps are one call. */
  @Test
  void chain_isOneStep() {
    SDVariable x = placeholder("x", numbers(DataType.FLOAT, 3, LONG));
    SDVariable y = placeholder("y", numbers(DataType.FLOAT, 1, LONG));
    SDVariable chain = program.scalarMax(x.sub(y).mul(y), 0).reshape(-1, 2, LONG / 2).add(1);
    Schedule schedule = Schedule.of(program, Map.of("chain", chain));
    assertThat(schedule).isNotNull();
    Plan plan = PlanWriter.write(schedule, fed);
    assertThat(plan.calls()).hasOnlyElementsOfType(FusedCall.class).hasSize(1);
  }

  /** What does not depend on the seed is worked out once, and what does each time. */
  @Test
  void repeatedRuns_giveWhatSingleRunsGive() {
    SDVariable x = placeholder("x", numbers(DataType.DOUBLE, new double[0], 3, LONG));
    INDArray first = numbers(DataType.DOUBLE, new double[0], 1, LONG);
    SDVariable seed = placeholder("seed", first);
    SDVariable stable = program.scalarMax(x.mul(2), 0).sub(1);
    SDVariable result = stable.mul(seed).add(seed).mul(stable);
    Map<String, SDVariable> wanted = Map.of("result", result, "stable", stable);
    List<INDArray> seeds = List.of(first, first.mul(3), first.neg());
    List<INDArray> found = new ArrayList<>();
    new SameDiffRunner(program)
        .run(
            fed,
            new SameDiffRunner.Varying("seed", seeds),
            wanted,
            values -> found.add(values.get("result").dup()));
    for (int run = 0; run < seeds.size(); run++) {
      Map<String, INDArray> all = Map.of("x", fed.get("x"), "seed", seeds.get(run));
      assertSame(
          "run " + run, found.get(run), program.output(all, result.name()).get(result.name()));
    }
  }
}
