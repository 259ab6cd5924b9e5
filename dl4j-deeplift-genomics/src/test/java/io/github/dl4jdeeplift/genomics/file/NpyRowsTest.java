package io.github.dl4jdeeplift.genomics.file;

import static io.github.dl4jdeeplift.genomics.file.Fixtures.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NpyRowsTest {
  @TempDir Path folder;

  /** The fixtures hold 0 to 23, counted in C order, in shape [2, 3, 4]. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "c-order.npy",
        "fortran-order.npy",
        "fortran-order-big-endian.npy",
        "version-2.npy",
        "version-3.npy"
      })
  void rows_areThoseOfTheArray(String name) {
    try (NpyRows rows = NpyRows.open(fixture(name))) {
      assertThat(rows.shape()).containsExactly(2, 3, 4);
      INDArray second = rows.read(1, 2);
      INDArray first = rows.read(0, 1);

      assertThat(second.shape()).containsExactly(1, 3, 4);
      assertThat(second.ordering()).isEqualTo('c');
      for (int i = 0; i < 12; i++) {
        assertThat(second.getDouble(0, i / 4, i % 4)).isEqualTo(12 + i);
        assertThat(first.getDouble(0, i / 4, i % 4)).isEqualTo(i);
      }
      assertThat(rows.read(0, 2)).isEqualTo(NpyFile.read(fixture(name)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bool.npy", "f8-big.npy", "i2-little.npy", "vector.npy"})
  void typesAndRanks_areThoseOfTheWholeFile(String name) {
    INDArray whole = NpyFile.read(fixture(name));
    try (NpyRows rows = NpyRows.open(fixture(name))) {
      INDArray read = rows.read(0, whole.size(0));

      assertThat(read).isEqualTo(whole);
      assertThat(read.dataType()).isEqualTo(whole.dataType());
    }
  }

  @Test
  void moreElementsThanAChunk_areRead() {
    INDArray array = Nd4j.arange(300_000).castTo(DataType.DOUBLE).reshape(3, 100_000);
    Path file = folder.resolve("long.npy");
    NpyFile.write(file, array);

    try (NpyRows rows = NpyRows.open(file)) {
      assertThat(rows.read(1, 3).getDouble(1, 99_999)).isEqualTo(299_999);
      assertThat(rows.read(1, 3).getDouble(0, 0)).isEqualTo(100_000);
    }
  }

  @Test
  void rowsThatAreNotThere_areRefused() {
    try (NpyRows rows = NpyRows.open(fixture("c-order.npy"));
        NpyRows scalar = NpyRows.open(fixture("scalar.npy"))) {
      assertThatThrownBy(() -> rows.read(1, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no rows 1 to 3 in an array of shape [2, 3, 4]");
      assertThatThrownBy(() -> rows.read(1, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThat(scalar.shape()).isEmpty();
      assertThatThrownBy(() -> scalar.read(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void filesThatCannotBeRead_areRefused() {
    assertThatThrownBy(() -> NpyRows.open(folder.resolve("none.npy")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageEndingWith("there is no such file");
    assertThatThrownBy(() -> NpyRows.open(fixture("complex.npy")))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("complex.npy");
  }
}
