package io.github.dl4jdeeplift;

import static io.github.dl4jdeeplift.SmallNetworks.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdeeplift.engine.EngineResult;
import io.github.dl4jdeeplift.engine.Scores;
import io.github.dl4jdeeplift.rule.Shape;
import io.github.dl4jdeeplift.rule.activation.SoftmaxRule;
import io.github.dl4jdeeplift.rule.arithmetic.MatrixProductRule;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The two operations inside attention that no layer has alone: matrix products, and softmax. */
class MatrixProductTest {
  private static final long HEADS = 2;
  private static final long N = 3;
  private static final long K = 4;
  private static final long M = 5;

  private static Scores scores(EngineResult result, int input) {
    return Objects.requireNonNull(result.scores().get(RuleRun.input(input)));
  }

  private static double[] numbers(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').reshape(-1).toDoubleVector();
  }

  /**
   * A = (1, 2) against (3, 0), B = (4, 5)ᵀ against (2, -1)ᵀ: 14 against 6. Means of B are (3, 2),
   * of A (2, 1): A has -2·3 + 2·2 = -2, B has 2·2 + 6·1 = 10; their sum is 8.
   */
  @Test
  void product_paysEachFactorByTheMeanOfTheOther() {
    RuleRun run =
        new RuleRun(
            new MatrixProductRule(),
            List.of(array(new long[] {1, 1, 2}, 1, 2), array(new long[] {1, 2, 1}, 4, 5)),
            List.of(array(new long[] {1, 1, 2}, 3, 0), array(new long[] {1, 2, 1}, 2, -1)));
    EngineResult result = run.explain(array(new long[] {1, 1, 1}, 1));
    assertThat(numbers(scores(result, 0).multipliers())).containsExactly(3, 2);
    assertThat(numbers(scores(result, 1).multipliers())).containsExactly(2, 1);
    assertThat(numbers(scores(result, 0).contributions())).containsExactly(-6, 4);
    assertThat(numbers(scores(result, 1).contributions())).containsExactly(4, 6);
    assertThat(result.output().getDouble(0)).isEqualTo(14);
    assertThat(result.referenceOutput().getDouble(0)).isEqualTo(6);
  }

  static Stream<Arguments> products() {
    return Stream.of(DataType.DOUBLE, DataType.FLOAT)
        .flatMap(
            type ->
                Stream.of(1L, 3L)
                    .flatMap(
                        references ->
                            Stream.of(0, 1, 2, 3)
                                .map(swaps -> Arguments.of(type, references, swaps))));
  }

  /** m_A[n, k] = Σ_m M[n, m]·⟨B⟩[k, m] and m_B[k, m] = Σ_n ⟨A⟩[n, k]·M[n, m], written as sums. */
  @ParameterizedTest
  @MethodSource("products")
  void product_ofAnyTransposes_isTheSumOfSingleProducts(DataType type, long rows, int swaps) {
    boolean first = (swaps & 1) > 0;
    boolean second = (swaps & 2) > 0;
    long[] left = first ? new long[] {3, HEADS, K, N} : new long[] {3, HEADS, N, K};
    long[] right = second ? new long[] {3, HEADS, M, K} : new long[] {3, HEADS, K, M};
    Random random = new Random(4);
    INDArray a = random(random, left);
    INDArray b = random(random, right);
    INDArray a0 = random(random, withRows(rows, left));
    INDArray b0 = random(random, withRows(rows, right));
    INDArray weights = random(random, 1, HEADS, N, M);
    EngineResult result =
        new RuleRun(
                new MatrixProductRule(first, second),
                List.of(a.castTo(type), b.castTo(type)),
                List.of(a0.castTo(type), b0.castTo(type)))
            .explain(weights.castTo(type));
    INDArray meanA = a.add(a0).mul(0.5);
    INDArray meanB = b.add(b0).mul(0.5);
    INDArray ofA = Nd4j.zeros(DataType.DOUBLE, left);
    INDArray ofB = Nd4j.zeros(DataType.DOUBLE, right);
    for (long cell = 0; cell < 3 * HEADS * N * K * M; cell++) {
      long[] at = RuleRun.place(cell, 3, HEADS, N, K, M);
      long[] inA = place(first, at[0], at[1], at[2], at[3]);
      long[] inB = place(second, at[0], at[1], at[3], at[4]);
      double weight = weights.getDouble(0, at[1], at[2], at[4]);
      ofA.putScalar(inA, ofA.getDouble(inA) + weight * meanB.getDouble(inB));
      ofB.putScalar(inB, ofB.getDouble(inB) + weight * meanA.getDouble(inA));
    }
    double tolerance = type == DataType.DOUBLE ? 1e-12 : 1e-5;
    assertThat(numbers(scores(result, 0).multipliers()))
        .containsExactly(numbers(ofA), within(tolerance));
    assertThat(numbers(scores(result, 1).multipliers()))
        .containsExactly(numbers(ofB), within(tolerance));
    assertThat(result.shortfall()).isNull();
  }

  private static long[] place(boolean swapped, long... at) {
    return swapped ? RuleRun.swapped(at) : at;
  }

  private static long[] withRows(long rows, long... shape) {
    long[] result = shape.clone();
    result[0] = rows;
    return result;
  }

  private static INDArray random(Random random, long... shape) {
    long length = java.util.Arrays.stream(shape).reduce(1, (x, y) -> x * y);
    return Nd4j.createFromArray(random.doubles(length, -2, 2).toArray()).reshape('c', shape);
  }

  @Test
  void matricesThatDoNotFit_areRefusedWithBothShapes() {
    MatrixProductRule rule = new MatrixProductRule(false, true);
    List<Shape> shapes = List.of(new Shape(2, 3), new Shape(2, 4));
    assertThatThrownBy(() -> rule.outputShape(shapes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3]")
        .hasMessageContaining("[4, 2]");
  }

  /**
   * Scores of {@code [heads, keys, queries]}: by the logarithmic means L of both passes'
   * probabilities over keys, m_i = L_i·(w_i − ΣLw/ΣL) in each column.
   */
  @ParameterizedTest
  @MethodSource("axes")
  void softmax_overAnyDimension_hasTheLogMeanJacobian(DataType type, int axis) {
    Random random = new Random(5);
    INDArray z = random(random, 2, HEADS, N, K);
    INDArray r = random(random, 2, HEADS, N, K);
    INDArray weights = random(random, 1, HEADS, N, K);
    EngineResult result =
        new RuleRun(new SoftmaxRule(axis), List.of(z.castTo(type)), List.of(r.castTo(type)))
            .explain(weights.castTo(type));
    INDArray p = softmax(z, axis);
    INDArray q = softmax(r, axis);
    INDArray means = Nd4j.zeros(DataType.DOUBLE, z.shape());
    for (long cell = 0; cell < z.length(); cell++) {
      long[] at = RuleRun.place(cell, 2, HEADS, N, K);
      double x = p.getDouble(at);
      double y = q.getDouble(at);
      means.putScalar(at, (x - y) / (Math.log(x) - Math.log(y)));
    }
    INDArray average = means.mul(weights).sum(true, axis).div(means.sum(true, axis));
    INDArray expected = means.mul(weights.sub(average));
    assertThat(numbers(scores(result, 0).multipliers()))
        .containsExactly(numbers(expected), within(type == DataType.DOUBLE ? 1e-12 : 1e-5));
    assertThat(result.shortfall()).isNull();
  }

  static Stream<Arguments> axes() {
    return Stream.of(DataType.DOUBLE, DataType.FLOAT)
        .flatMap(type -> Stream.of(1, 2, 3).map(axis -> Arguments.of(type, axis)));
  }

  private static INDArray softmax(INDArray logits, int axis) {
    INDArray powers = org.nd4j.linalg.ops.transforms.Transforms.exp(logits, true);
    return powers.div(powers.sum(true, axis));
  }
}
