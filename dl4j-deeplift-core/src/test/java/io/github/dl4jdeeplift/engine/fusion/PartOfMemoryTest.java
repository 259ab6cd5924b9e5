package io.github.dl4jdeeplift.engine.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Rows of arrays above 2 GiB are mapped by themselves; here of small ones. */
class PartOfMemoryTest {
  private static INDArray rows(DataType type) {
    return Nd4j.arange(20)
        .castTo(type)
        .reshape(10, 2)
        .get(NDArrayIndex.interval(7, 9)); // 14, 15, 16, 17
  }

  @Test
  void part_isTheViewAlone() {
    FloatBuffer floats = (FloatBuffer) Memory.part(rows(DataType.FLOAT));
    DoubleBuffer doubles = (DoubleBuffer) Memory.part(rows(DataType.DOUBLE));

    assertThat(floats.capacity()).isEqualTo(4);
    assertThat(doubles.capacity()).isEqualTo(4);
    for (int place = 0; place < 4; place++) {
      assertThat(floats.get(place)).isEqualTo(14 + place);
      assertThat(doubles.get(place)).isEqualTo(14 + place);
    }
  }

  @Test
  void part_writesIntoTheArray() {
    INDArray rows = rows(DataType.FLOAT);

    ((FloatBuffer) Memory.part(rows)).put(3, -1);

    assertThat(rows.getFloat(1, 1)).isEqualTo(-1);
  }
}
