package io.github.dl4jdeeplift.genomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OneHotBatchesTest {
  private static final String FIVE = ">a x\nACGT\n>b\nTTTN\n>c\nGGGG\n>d\nCACA\n>e\nAAAT\n";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("x.fa"), text);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void batches_areTheFileInOrder(int size) throws IOException {
    Path file = file(FIVE);
    List<INDArray> arrays = new ArrayList<>();
    List<FastaRecord> records = new ArrayList<>();
    try (OneHotBatches batches = OneHotBatches.open(file, RNNFormat.NCW, size)) {
      while (batches.hasNext()) {
        OneHotSequences batch = batches.next();
        assertThat(batch.records()).hasSizeBetween(1, size);
        arrays.add(batch.array());
        records.addAll(batch.records());
      }
      assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }

    OneHotSequences whole = OneHotSequences.read(file, RNNFormat.NCW);
    assertThat(records).isEqualTo(whole.records());
    assertThat(Nd4j.concat(0, arrays.toArray(new INDArray[0]))).isEqualTo(whole.array());
  }

  @Test
  void otherLengthInALaterBatch_isRefused() throws IOException {
    Path file = file(">a\nACGT\n>b\nACG\n");
    try (OneHotBatches batches = OneHotBatches.open(file, RNNFormat.NWC, 1)) {
      batches.next();
      assertThatThrownBy(batches::next)
          .isInstanceOf(UnreadableFileException.class)
          .hasMessage(
              file
                  + ": record 2 ('b') has 3 bases, record 1 has 4; cut or pad the sequences to one"
                  + " length");
    }
  }

  @Test
  void lengthThatTheNetworkDoesNotTake_isRefused() throws IOException {
    try (OneHotBatches batches = OneHotBatches.open(file(FIVE), RNNFormat.NWC, 2, 6)) {
      assertThatThrownBy(batches::next)
          .isInstanceOf(UnreadableFileException.class)
          .hasMessageContaining("record 1 ('a') has 4 bases, the network takes 6");
    }
  }

  /** As files made from intervals have them. */
  @Test
  void recordsOfOneName_areEachRead() throws IOException {
    Path file = file(">a\nACGT\n>b\nACGA\n>a\nTTTT\n");
    try (OneHotBatches batches = OneHotBatches.open(file, RNNFormat.NWC, 2)) {
      batches.next();
      assertThat(batches.next().array().shape()).containsExactly(1, 4, 4);
    }
  }
}
