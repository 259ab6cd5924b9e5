package io.github.dl4jdeeplift.genomics.file;

import static io.github.dl4jdeeplift.genomics.file.Fixtures.fixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NpyFileTest {
  @TempDir Path folder;

  /** The values are those of make_npy_fixtures.py. 2^64 - 1 and 2^63 - 1 round to powers of two. */
  @ParameterizedTest
  @CsvSource({
    "i1, FLOAT, -128 -1 0 1 2 127",
    "i2, FLOAT, -32768 -1 0 1 258 32767",
    "i4, DOUBLE, -2147483648 -1 0 1 16909060 2147483647",
    "i8, DOUBLE, -0x1p63 -1 0 1 72623859790382856 0x1p63",
    "u1, FLOAT, 0 1 2 127 128 255",
    "u2, FLOAT, 0 1 258 32767 32768 65535",
    "u4, DOUBLE, 0 1 2 16909060 2147483648 4294967295",
    "u8, DOUBLE, 0 1 2 72623859790382856 0x1p63 0x1p64",
    "f2, FLOAT, -1.5 0x1p-24 0x1p-14 0x1.554p-2 65504 Infinity",
    "f4, FLOAT, -1.5 0x1p-149 0 0x1.555556p-2 0x1.fffffep127 -Infinity",
    "f8, DOUBLE, -1.5 0x1p-1074 0 0x1.5555555555555p-2 1e30 -Infinity",
  })
  void realTypes_areReadInBothByteOrders(String code, DataType dataType, String values) {
    double[] expected = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    for (String order : new String[] {"little", "big"}) {
      INDArray array = NpyFile.read(fixture(code + "-" + order + ".npy"));

      assertThat(array.dataType()).isEqualTo(dataType);
      assertThat(array.shape()).containsExactly(2, 3);
      assertThat(array.data().asDouble()).containsExactly(expected);
    }
  }

  @Test
  void bool_isReadAsZeroAndOne() {
    assertThat(NpyFile.read(fixture("bool.npy")))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 0, 0}, {1, 1, 0}}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c-order.npy",
        "fortran-order.npy",
        "fortran-order-big-endian.npy",
        "version-2.npy",
        "version-3.npy"
      })
  void ordersAndVersions_giveTheSameArray(String name) {
    INDArray array = NpyFile.read(fixture(name), DataType.FLOAT);

    assertThat(array.shape()).containsExactly(2, 3, 4);
    assertThat(array.ordering()).isEqualTo('c');
    for (int i = 0; i < 24; i++) {
      assertThat(array.getDouble(i / 12, i / 4 % 3, i % 4)).isEqualTo(i);
    }
  }

  @Test
  void smallRanks_areRead() {
    INDArray vector = NpyFile.read(fixture("vector.npy"));
    INDArray scalar = NpyFile.read(fixture("scalar.npy"));
    INDArray lengthOneAxes = NpyFile.read(fixture("length-one-axes.npy"));

    assertThat(vector).isEqualTo(Nd4j.createFromArray(1.5f, -2.5f, 3.5f));
    assertThat(scalar.rank()).isZero();
    assertThat(scalar.getDouble()).isEqualTo(2.5);
    assertThat(lengthOneAxes).isEqualTo(Nd4j.createFromArray(new float[][][] {{{0}, {1}, {2}}}));
  }

  @Test
  void wantedType_isGiven() {
    assertThat(NpyFile.read(fixture("f4-big.npy"), DataType.DOUBLE).dataType())
        .isEqualTo(DataType.DOUBLE);
    assertThat(NpyFile.read(fixture("i8-big.npy"), DataType.FLOAT).dataType())
        .isEqualTo(DataType.FLOAT);
  }

  @Test
  void arrayLargerThanOneChunk_isReadBack() {
    Path path = folder.resolve("large.npy");
    NpyFile.write(path, Nd4j.arange(300_000).castTo(DataType.FLOAT).reshape(1000, 300));

    INDArray array = NpyFile.read(path);
    assertThat(array.shape()).containsExactly(1000, 300);
    for (int i = 0; i < 300_000; i += 7) {
      assertThat(array.getDouble(i / 300, i % 300)).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          object.npy     | holds elements of NumPy's type '|O';
          complex.npy    | holds elements of NumPy's type '<c8';
          text.npy       | holds elements of NumPy's type '<U4';
          date.npy       | holds elements of NumPy's type '<M8[D]';
          structured.npy | holds a structured type; save one plain array of numbers for each field
          empty.npy      | has shape (0, 4), so no elements
          """)
  void arraysOfSomethingElse_areRefused(String name, String part) {
    assertRefused(fixture(name), part);
  }

  @Test
  void fileCutAnywhere_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(fixture("version-3.npy"));
    for (int length = 0; length < whole.length; length++) {
      assertRefused(file(Arrays.copyOf(whole, length)), "");
    }
    assertRefused(
        file(Arrays.copyOf(whole, whole.length - 1)),
        "is truncated: 95 bytes of elements where shape (2, 3, 4) of 'f4' takes 96;");
  }

  @Test
  void bytesAfterTheArray_areRefused() throws IOException {
    byte[] whole = Files.readAllBytes(fixture("vector.npy"));

    assertRefused(
        file(Arrays.copyOf(whole, whole.length + 5)),
        "is corrupt: 17 bytes of elements where shape (3,) of 'f4' takes 12;");
  }

  @Test
  void shapeLargerThanMemory_isRefusedBeforeItIsAskedFor() throws IOException {
    assertRefused(
        withHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)}"),
        "takes 399999999996;");
    assertRefused(
        withHeader("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}"),
        "is larger than any file");
  }

  @Test
  void headerWithItsKeysInAnotherOrder_isRead() throws IOException {
    Path path =
        withHeader(
            "{\"shape\" : ( 2L, ),'fortran_order':True, \"descr\": '<f4'} \n",
            0,
            0,
            0x80,
            0x3f,
            0,
            0,
            0,
            0x40);

    assertThat(NpyFile.read(path)).isEqualTo(Nd4j.createFromArray(1f, 2f));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x",
        "{'descr': <f4, 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '|f4', 'fortran_order': False, 'shape': (2,)}"
      })
  void corruptHeader_isRefused(String header) throws IOException {
    assertRefused(withHeader(header, 0, 0, 0, 0, 0, 0, 0, 0), "has a corrupt header");
  }

  @Test
  void filesOfAnotherKind_areRefused() throws IOException {
    assertRefused(file("1.0,2.0,3.0\n".getBytes(StandardCharsets.US_ASCII)), "is not an npy file;");
    assertRefused(file("PK\u0003\u0004 and more".getBytes(StandardCharsets.US_ASCII)), "(npz)");
    assertRefused(folder.resolve("none.npy"), "there is no such file");
    assertRefused(folder, "is not a regular file");
  }

  @Test
  void unknownVersion_isRefused() throws IOException {
    byte[] whole = Files.readAllBytes(fixture("vector.npy"));
    whole[6] = 4;

    assertRefused(file(whole), "is of npy format version 4; versions 1 to 3 are read");
  }

  @Test
  void doubleBeyondFloat_isRefusedAsFloat() {
    Path path = folder.resolve("big.npy");
    NpyFile.write(path, Nd4j.createFromArray(1.0, -1e39));

    assertThatThrownBy(() -> NpyFile.read(path, DataType.FLOAT))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(path + ": element 1 (counted from 0) is -1.0E39, more than float32 holds");
  }

  @Test
  void wantedTypeThatIsNotReal_isRefused() {
    assertThatThrownBy(() -> NpyFile.read(fixture("vector.npy"), DataType.INT32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reads into FLOAT or DOUBLE, not into INT");
  }

  private static void assertRefused(Path path, String part) {
    assertThatThrownBy(() -> NpyFile.read(path))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining(part)
        .message()
        .hasLineCount(1);
  }

  private Path withHeader(String header, int... elements) throws IOException {
    byte[] preamble = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
    byte[] whole = Arrays.copyOf(preamble, 10 + header.length() + elements.length);
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, whole, 10, header.length());
    for (int i = 0; i < elements.length; i++) {
      whole[10 + header.length() + i] = (byte) elements[i];
    }
    return file(whole);
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("x.npy"), content);
  }
}
