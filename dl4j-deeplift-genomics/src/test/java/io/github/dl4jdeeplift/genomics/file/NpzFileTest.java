package io.github.dl4jdeeplift.genomics.file;

import static io.github.dl4jdeeplift.genomics.file.Fixtures.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NpzFileTest {
  @TempDir Path folder;

  /** Each entry is the file that numpy.save writes, under the name that numpy.load looks for. */
  @Test
  void entries_areNumpysOwnFiles() throws IOException {
    Path path = folder.resolve("out.npz");
    NpzFile.write(path, arrays());

    try (ZipFile zip = new ZipFile(path.toFile())) {
      assertThat(zip.stream().map(Object::toString)).containsExactly("scores.npy", "delta.npy");
      assertThat(zip.getInputStream(zip.getEntry("scores.npy")).readAllBytes())
          .isEqualTo(Files.readAllBytes(fixture("vector.npy")));
      assertThat(zip.getInputStream(zip.getEntry("delta.npy")).readAllBytes())
          .isEqualTo(Files.readAllBytes(fixture("scalar.npy")));
    }
  }

  @Test
  void equalArrays_giveEqualFiles() throws IOException {
    NpzFile.write(folder.resolve("a.npz"), arrays());
    NpzFile.write(folder.resolve("b.npz"), arrays());

    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
  }

  @Test
  void nameWithASlash_isRefusedAndNothingWritten() {
    assertThatThrownBy(
            () -> NpzFile.write(folder.resolve("a.npz"), Map.of("a/b", Nd4j.scalar(1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'a/b' cannot name an array in an npz file");
    assertThat(folder).isEmptyDirectory();
  }

  private static Map<String, INDArray> arrays() {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("scores", Nd4j.createFromArray(1.5f, -2.5f, 3.5f));
    arrays.put("delta", Nd4j.scalar(2.5));
    return arrays;
  }
}
