package io.github.dl4jdeeplift.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FoldedRowsTest {
  @Test
  void of_foldsALongSequenceLineByLineWithARowForEachChannel() {
    // Two channels of 72 positions, 0 to 71 and 100 to 171: lines of sqrt(144) = 12 positions.
    INDArray values =
        Nd4j.concat(
            0,
            Nd4j.arange(0, 72).castTo(DataType.FLOAT).reshape(1, 72),
            Nd4j.arange(100, 172).castTo(DataType.FLOAT).reshape(1, 72));

    INDArray folded = new FoldedRows(2, 72).of(values);

    assertThat(folded.shape()).containsExactly(12, 12);
    assertThat(folded.getDouble(0, 0)).isEqualTo(0);
    assertThat(folded.getDouble(0, 11)).isEqualTo(11);
    assertThat(folded.getDouble(1, 0)).isEqualTo(100);
    assertThat(folded.getDouble(2, 0)).isEqualTo(12);
    assertThat(folded.getDouble(3, 5)).isEqualTo(117);
    assertThat(folded.getDouble(11, 11)).isEqualTo(171);
  }

  @Test
  void of_fillsTheLastLineWithZeros() {
    INDArray folded = new FoldedRows(1, 50).of(Nd4j.ones(1, 50));

    assertThat(folded.shape()).containsExactly(7, 8); // lines of 8 positions, sqrt(50) = 7.07
    assertThat(folded.getDouble(6, 1)).isEqualTo(1);
    assertThat(folded.getDouble(6, 2)).isZero();
  }

  @Test
  void of_leavesAShortSequenceAsItIs() {
    INDArray values = Nd4j.rand(4, 32);

    assertThat(new FoldedRows(4, 32).of(values)).isSameAs(values);
  }
}
