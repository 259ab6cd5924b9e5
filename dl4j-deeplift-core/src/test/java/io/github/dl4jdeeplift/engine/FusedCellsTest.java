package io.github.dl4jdeeplift.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** Cells that are read where they lie, and pieces that are written where they belong. */
class FusedCellsTest {
  private final ComparedProgram compared = new ComparedProgram();

  /** As max pooling has it: cells apart, what wins, and back together with a row of zeros. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void cellsOfWindows_giveWhatSameDiffGives(DataType dataType) {
    SDVariable x = compared.placeholder("x", compared.numbers(dataType, 3, 25, 32));
    SDVariable r = compared.placeholder("r", compared.numbers(dataType, 1, 25, 32));
    SDVariable upstream = compared.placeholder("upstream", compared.numbers(dataType, 3, 12, 32));
    SDVariable[] ofX = halves(compared.cells(x, new long[] {3, 25, 32}, 1, new long[] {0, 24, 1}));
    SDVariable[] ofR = halves(compared.cells(r, new long[] {1, 25, 32}, 1, new long[] {0, 24, 1}));
    SDVariable second = compared.program.math().step(ofX[1].sub(ofX[0]).add(ofR[1].sub(ofR[0])), 0);
    SDVariable toSecond = upstream.mul(second);
    SDVariable both =
        compared.program.concat(2, upstream.sub(toSecond), toSecond).reshape(-1, 24, 32);
    SDVariable back = compared.padded(both, new int[][] {{0, 0}, {0, 1}, {0, 0}}, 0);
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    wanted.put("back", back.mul(x.sub(r)));
    compared.assertPlanGivesWhatSameDiffGives(wanted);
    wanted.put("both", both);
    wanted.put("summed", both.sum(true, 1).add(second.sum(true, 1)));
    wanted.put("second", second);
    compared.assertPlanGivesWhatSameDiffGives(wanted);
  }

  private SDVariable[] halves(SDVariable x) {
    return compared.program.split(x.reshape(-1, 12, 64), 2, 2);
  }

  /** Cells that ND4J's own operations read, wanted ones, and those too short to be read apart. */
  @Test
  void cells_thatAreReadOtherwise_giveWhatSameDiffGives() {
    SDVariable x =
        compared.placeholder("x", compared.numbers(DataType.FLOAT, new double[0], 4, 10, 40));
    long[] shape = {4, 10, 40};
    SDVariable made = x.mul(3).add(1);
    SDVariable rows = compared.cells(made, shape, 1, new long[] {1, 9, 2});
    SDVariable few = compared.cells(made, shape, 2, new long[] {3, 8, 1});
    SDVariable apart = compared.cells(made, shape, 2, new long[] {0, 40, 2});
    SDVariable turned = made.permute(1, 0, 2);
    SDVariable other = made.permute(2, 0, 1);
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    wanted.put("rows", rows);
    wanted.put("of rows", rows.mul(rows).sub(2));
    wanted.put("few", few.mul(few).sub(2));
    wanted.put("apart", apart.mul(apart).sub(2));
    wanted.put("turned", turned.neg().add(turned.reshape(-1, 4, 40)));
    wanted.put("other", other.neg().mul(2));
    wanted.put(
        "sum",
        compared
            .program
            .math()
            .abs(compared.cells(made, shape, 1, new long[] {2, 5, 1}).mul(2))
            .sum(true, 1));
    wanted.put("row", compared.cells(x, shape, 0, new long[] {0, 4, 1}).mul(2).neg());
    compared.assertPlanGivesWhatSameDiffGives(wanted);
  }

  /** Pieces that are read elsewhere too, twice in one array, or in two. */
  @Test
  void pieces_thatAreReadOtherwise_giveWhatSameDiffGives() {
    SDVariable x =
        compared.placeholder("x", compared.numbers(DataType.DOUBLE, new double[0], 4, 10, 40));
    SDVariable one = x.mul(3).add(1);
    SDVariable two = x.mul(2).sub(1);
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    SDVariable joined = compared.program.concat(1, one, two);
    wanted.put("joined", joined.mul(2).neg());
    wanted.put("twice", compared.program.concat(1, one, one).mul(2).neg());
    wanted.put("again", compared.program.concat(2, two, one).mul(2).neg());
    wanted.put("read", one.sub(two).mul(joined.sum(true, 1)));
    wanted.put("wanted", two.add(0.5));
    SDVariable third = x.rsub(2).mul(x);
    SDVariable fourth = x.rsub(3).mul(x);
    SDVariable stage = compared.program.concat(2, third, fourth);
    SDVariable back = compared.padded(stage, new int[][] {{0, 0}, {2, 1}, {0, 20}}, 1.5);
    wanted.put("padded", back.mul(2).neg());
    wanted.put(
        "padded twice",
        compared.padded(back, new int[][] {{0, 0}, {1, 0}, {0, 0}}, 2.5).neg().add(1));
    wanted.put("stage", stage.mul(stage).neg());
    wanted.put("piece", third.mul(3).add(third));
    compared.assertPlanGivesWhatSameDiffGives(wanted);
  }
}
