package io.github.dl4jdeeplift.genomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OneHotSequencesTest {
  private static final List<FastaRecord> RECORDS =
      List.of(new FastaRecord("a", "", "ACG"), new FastaRecord("b", "", "tNa"));
  private static final float[][][] CHANNELS_LAST = {
    {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}},
    {{0, 0, 0, 1}, {0, 0, 0, 0}, {1, 0, 0, 0}}
  };

  @TempDir Path folder;

  @Test
  void channelsLast_areEncoded() {
    INDArray array = OneHotSequences.of(RECORDS, RNNFormat.NWC).array();

    assertThat(array.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(array).isEqualTo(Nd4j.createFromArray(CHANNELS_LAST));
  }

  @Test
  void channelsFirst_areEncoded() {
    INDArray array = OneHotSequences.of(RECORDS, RNNFormat.NCW).array();

    assertThat(array).isEqualTo(Nd4j.createFromArray(CHANNELS_LAST).permute(0, 2, 1));
  }

  @Test
  void singleBase_isEncoded() {
    INDArray array =
        OneHotSequences.of(List.of(new FastaRecord("a", "", "G")), RNNFormat.NCW).array();

    assertThat(array.shape()).containsExactly(1, 4, 1);
    assertThat(array.data().asFloat()).containsExactly(0, 0, 1, 0);
  }

  @Test
  void unknownBases_areCounted() {
    OneHotSequences sequences = OneHotSequences.of(RECORDS, RNNFormat.NWC);

    assertThat(sequences.unknownBases()).isEqualTo(1);
    assertThat(sequences.unknownBasesNote())
        .hasValue("1 of 6 bases, in 1 of 2 records, are N and read as zeros");
  }

  @Test
  void knownBasesOnly_giveNoNote() {
    assertThat(OneHotSequences.of(RECORDS.subList(0, 1), RNNFormat.NWC).unknownBasesNote())
        .isEmpty();
  }

  @Test
  void file_isReadWithItsRecords() throws IOException {
    OneHotSequences sequences =
        OneHotSequences.read(file(">a x\nACG\n>b\ntna\n"), RNNFormat.NWC, 3);

    assertThat(sequences.array()).isEqualTo(Nd4j.createFromArray(CHANNELS_LAST));
    assertThat(sequences.records().get(0)).isEqualTo(new FastaRecord("a", "x", "ACG"));
  }

  @Test
  void unequalLengths_areRefused() throws IOException {
    Path path = file(">a\nACG\n>b\nAC\n");

    assertThatThrownBy(() -> OneHotSequences.read(path, RNNFormat.NWC))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(
            path
                + ": record 2 ('b') has 2 bases, record 1 has 3; cut or pad the sequences to one"
                + " length");
  }

  @Test
  void lengthThatDoesNotFit_isRefused() throws IOException {
    Path path = file(">a\nACG\n");

    assertThatThrownBy(() -> OneHotSequences.read(path, RNNFormat.NWC, 200))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageContaining("record 1 ('a') has 3 bases, the network takes 200;");
  }

  @Test
  void unequalRecords_areRefused() {
    List<FastaRecord> unequal = List.of(RECORDS.get(0), new FastaRecord("c", "", "A"));

    assertThatThrownBy(() -> OneHotSequences.of(unequal, RNNFormat.NWC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("record 2 ('c') has 1 bases, record 1 has 3;");
  }

  @Test
  void noRecords_areRefused() {
    assertThatThrownBy(() -> OneHotSequences.of(List.of(), RNNFormat.NWC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no sequences to encode");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("x.fa"), content);
  }
}
