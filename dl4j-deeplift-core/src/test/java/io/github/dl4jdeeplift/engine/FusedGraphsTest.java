package io.github.dl4jdeeplift.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Graphs at random, run by plans and by SameDiff: operations of one and two arrays, broadcast or
 * not, reshapes, sums, cells, and arrays that are put together and padded. In some there are zeros,
 * so that infinities and NaN come up.
 */
class FusedGraphsTest {
  private static final int STEPS = 60;
  private static final long[] FULL = {5, 7, 40};
  private static final long[][] SHAPES = {
    FULL, {1, 7, 40}, {7, 40}, {40}, {1, 1, 40}, {5, 1, 40}, {1}, {5, 7, 1}, {1, 1, 1}
  };

  private final ComparedProgram compared = new ComparedProgram();
  private final SameDiff program = compared.program;
  private final List<SDVariable> known = new ArrayList<>();
  private final List<UnaryOperator<SDVariable>> ofOne = List.copyOf(compared.unary().values());
  private final List<BinaryOperator<SDVariable>> ofTwo = List.copyOf(compared.binary().values());

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("deeplift.graphs", 40));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void graphsAtRandom_giveWhatSameDiffGives(long seed) {
    compared.random.setSeed(seed);
    DataType dataType = seed % 2 == 0 ? DataType.FLOAT : DataType.DOUBLE;
    double[] zeros = seed % 4 < 2 ? new double[] {0} : new double[0];
    for (long[] shape : SHAPES) {
      known.add(compared.placeholder("p" + known.size(), compared.numbers(dataType, zeros, shape)));
    }
    for (int step = 0; step < STEPS; step++) {
      known.add(next(any(known)));
    }
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    wanted.put("last", known.get(known.size() - 1));
    for (int count = 0; count < 4; count++) {
      SDVariable some = known.get(known.size() - 1 - compared.random.nextInt(STEPS / 3));
      wanted.put(some.name(), some);
    }
    compared.assertPlanGivesWhatSameDiffGives(wanted);
  }

  private <T> T any(List<T> some) {
    return some.get(compared.random.nextInt(some.size()));
  }

  private SDVariable next(SDVariable one) {
    return switch (compared.random.nextInt(11)) {
      case 0, 1 -> any(ofOne).apply(one);
      case 2 -> full(one).reshape(-1, 7 * 40).neg().reshape(-1, 7, 40);
      case 3 -> full(one).sum(true, 0);
      case 4 -> turned(full(one));
      case 5 -> halves(full(one));
      case 6 -> padded(full(one));
      default -> any(ofTwo).apply(any(ofTwo).apply(one, known.get(0)), any(known));
    };
  }

  private SDVariable full(SDVariable one) {
    return one.add(known.get(0));
  }

  private SDVariable turned(SDVariable full) {
    SDVariable first = compared.cells(full, FULL, 1, new long[] {0, 3, 1}).neg();
    SDVariable last = compared.cells(full, FULL, 1, new long[] {3, 7, 1}).mul(2);
    return program.concat(1, last, first);
  }

  private SDVariable halves(SDVariable full) {
    SDVariable[] halves = program.split(full, 2, 2);
    SDVariable both = program.concat(2, program.math().abs(halves[1]), halves[0].mul(halves[1]));
    return compared.random.nextBoolean()
        ? both
        : both.permute(1, 0, 2).neg().permute(1, 0, 2).rsub(1);
  }

  private SDVariable padded(SDVariable full) {
    SDVariable four = compared.cells(full, FULL, 1, new long[] {1, 5, 1});
    SDVariable both = program.concat(1, four.neg(), four.add(1)).reshape(-1, 8, 40);
    long[] interval = {1, 7, 1};
    SDVariable six = compared.cells(both, new long[] {5, 8, 40}, 1, interval).neg();
    if (compared.random.nextBoolean()) {
      return compared.padded(six, new int[][] {{0, 0}, {0, 1}, {0, 0}}, 3);
    }
    SDVariable pairs = program.split(six.reshape(-1, 3, 80), 2, 2)[1];
    SDVariable joined = program.concat(2, pairs.mul(2), pairs.neg()).reshape(-1, 6, 40);
    return compared.padded(joined, new int[][] {{0, 0}, {1, 0}, {0, 0}}, 0);
  }
}
