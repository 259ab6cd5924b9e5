package io.github.dl4jdeeplift.genomics.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SpooledArrayTest {
  @TempDir Path folder;

  private static INDArray numbers(DataType type) {
    return Nd4j.linspace(type, -1, 0.37, 24).reshape(2, 3, 4);
  }

  @Test
  void blocksInAnyOrder_giveTheWholeArray() {
    INDArray array = numbers(DataType.FLOAT);
    Path path = folder.resolve("array.npy");
    try (SpooledArray spooled = SpooledArray.create(path, DataType.FLOAT, 2, 3, 4)) {
      spooled.put(12, array.slice(1));
      // A view of another order: what counts is C order.
      spooled.put(0, array.slice(0).permute(1, 0).dup('c').permute(1, 0));
      try (PendingFile pending = spooled.prepare(path)) {
        assertThat(path).doesNotExist();
        pending.publish();
      }
    }

    assertThat(NpyFile.read(path)).isEqualTo(array);
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(path));
  }

  @Test
  void file_isThatOfTheArrayWrittenAtOnce() {
    INDArray array = numbers(DataType.DOUBLE);
    Path whole = folder.resolve("whole.npy");
    Path path = folder.resolve("array.npy");
    NpyFile.write(whole, array);
    try (SpooledArray spooled = SpooledArray.create(path, DataType.DOUBLE, 2, 3, 4)) {
      spooled.put(0, array);
      try (PendingFile pending = spooled.prepare(path)) {
        pending.publish();
      }
    }

    assertThat(path).hasSameBinaryContentAs(whole);
  }

  @Test
  void placesWithoutBlock_areZeros() {
    Path path = folder.resolve("array.npy");
    try (SpooledArray spooled = SpooledArray.create(path, DataType.FLOAT, 5)) {
      spooled.put(1, Nd4j.createFromArray(2f, 3f));
      try (PendingFile pending = spooled.prepare(path)) {
        pending.publish();
      }
    }

    assertThat(NpyFile.read(path)).isEqualTo(Nd4j.createFromArray(0f, 2f, 3f, 0f, 0f));
  }

  @Test
  void archive_holdsEachArray() throws IOException {
    Path path = folder.resolve("out.npz");
    try (SpooledArray one = SpooledArray.create(path, DataType.FLOAT, 2);
        SpooledArray other = SpooledArray.create(path, DataType.DOUBLE, 1)) {
      one.put(0, Nd4j.createFromArray(1f, 2f));
      other.put(0, Nd4j.createFromArray(3.0));
      try (PendingFile pending = NpzFile.prepare(path, Map.of("one", one, "other", other))) {
        pending.publish();
      }
    }

    Path whole = folder.resolve("whole.npy");
    NpyFile.write(whole, Nd4j.createFromArray(1f, 2f));
    try (ZipFile zip = new ZipFile(path.toFile())) {
      assertThat(zip.stream().map(Object::toString))
          .containsExactlyInAnyOrder("one.npy", "other.npy");
      assertThat(zip.getInputStream(zip.getEntry("one.npy"))).hasSameContentAs(content(whole));
    }
  }

  private static java.io.InputStream content(Path file) throws IOException {
    return java.nio.file.Files.newInputStream(file);
  }

  @Test
  void unpublished_leavesNothing() {
    Path path = folder.resolve("array.npy");
    try (SpooledArray spooled = SpooledArray.create(path, DataType.FLOAT, 3);
        PendingFile pending = spooled.prepare(path)) {
      assertThat(pending).isNotNull();
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void blockBeyondTheEnd_isRefused() {
    try (SpooledArray spooled = SpooledArray.create(folder.resolve("a"), DataType.FLOAT, 2, 2)) {
      assertThatThrownBy(() -> spooled.put(2, Nd4j.zeros(3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("3 elements from place 2 on do not fit an array of shape [2, 2]");
      assertThatThrownBy(() -> spooled.put(-1, Nd4j.zeros(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void placeThatCannotBeWritten_isRefused() {
    Path path = folder.resolve("none").resolve("array.npy");

    assertThatThrownBy(() -> SpooledArray.create(path, DataType.FLOAT, 2))
        .isInstanceOf(UnwritableFileException.class)
        .hasMessageContaining(path.toString());
  }
}
