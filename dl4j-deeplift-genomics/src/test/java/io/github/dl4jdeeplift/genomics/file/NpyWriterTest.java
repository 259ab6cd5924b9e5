package io.github.dl4jdeeplift.genomics.file;

import static io.github.dl4jdeeplift.genomics.file.Fixtures.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NpyWriterTest {
  @TempDir Path folder;

  @Test
  void writtenFiles_areByteForByteNumpysOwn() throws IOException {
    assertWritten(
        Nd4j.createFromArray(
                -1.5f, Float.MIN_VALUE, 0, 1 / 3f, Float.MAX_VALUE, Float.NEGATIVE_INFINITY)
            .reshape(2, 3),
        "f4-little.npy");
    assertWritten(
        Nd4j.createFromArray(-1.5, Double.MIN_VALUE, 0, 1 / 3.0, 1e30, Double.NEGATIVE_INFINITY)
            .reshape(2, 3),
        "f8-little.npy");
    assertWritten(Nd4j.createFromArray(1.5f, -2.5f, 3.5f), "vector.npy");
    assertWritten(Nd4j.scalar(2.5), "scalar.npy");
    assertWritten(
        Nd4j.createFromArray(new boolean[][] {{true, false, false}, {true, true, false}}),
        "bool.npy");
  }

  @Test
  void writtenIntegers_areByteForByteNumpysOwn() throws IOException {
    assertWritten(
        Nd4j.createFromArray((byte) -128, (byte) -1, (byte) 0, (byte) 1, (byte) 2, (byte) 127)
            .reshape(2, 3),
        "i1-little.npy");
    assertWritten(
        Nd4j.createFromArray(
                (short) -32768, (short) -1, (short) 0, (short) 1, (short) 258, (short) 32767)
            .reshape(2, 3),
        "i2-little.npy");
    assertWritten(
        Nd4j.createFromArray(Integer.MIN_VALUE, -1, 0, 1, 16909060, Integer.MAX_VALUE)
            .reshape(2, 3),
        "i4-little.npy");
    assertWritten(
        Nd4j.createFromArray(Long.MIN_VALUE, -1, 0, 1, 72623859790382856L, Long.MAX_VALUE)
            .reshape(2, 3),
        "i8-little.npy");
    assertWritten(
        Nd4j.createFromArray(0, 1, 2, 127, 128, 255).castTo(DataType.UINT8).reshape(2, 3),
        "u1-little.npy");
  }

  @Test
  void viewsAndFortranOrder_areWrittenInCOrder() throws IOException {
    INDArray counted = Nd4j.arange(24).castTo(DataType.FLOAT).reshape(2, 3, 4);
    assertWritten(counted.dup('f'), "c-order.npy");
    assertWritten(counted.permute(2, 1, 0).dup('c').permute(2, 1, 0), "c-order.npy");
    INDArray wider = Nd4j.zeros(DataType.FLOAT, 2, 5, 4);
    INDArray view = wider.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 4), NDArrayIndex.all());
    view.assign(counted);
    assertWritten(view, "c-order.npy");
  }

  @Test
  void typeWithoutNumpyCounterpart_isRefused() {
    assertThatThrownBy(() -> NpyFile.write(folder.resolve("x.npy"), Nd4j.create("ACGT")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not written as npy; cast it to FLOAT or DOUBLE");
    assertThat(folder).isEmptyDirectory();
  }

  private void assertWritten(INDArray array, String fixture) throws IOException {
    Path path = folder.resolve("written.npy");
    NpyFile.write(path, array);

    assertThat(Files.readAllBytes(path))
        .as(fixture)
        .isEqualTo(Files.readAllBytes(fixture(fixture)));
  }
}
