package io.github.dl4jdeeplift.genomics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import htsjdk.samtools.util.BlockCompressedOutputStream;
import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastaReaderTest {
  private static final String TWO = ">first  a planted motif\nACGT\nacgtN\n\n>second\r\nTTTT\r\n";
  private static final List<FastaRecord> TWO_RECORDS =
      List.of(
          new FastaRecord("first", "a planted motif", "ACGTACGTN"),
          new FastaRecord("second", "", "TTTT"));

  @TempDir Path folder;

  @Test
  void plainFile_isRead() {
    assertThat(FastaReader.readAll(file(TWO))).isEqualTo(TWO_RECORDS);
  }

  @Test
  void gzipFile_isReadWhateverItsName() {
    assertThat(FastaReader.readAll(file(gzip(TWO)))).isEqualTo(TWO_RECORDS);
  }

  @Test
  void gzipOfSeveralMembers_isReadToItsEnd() {
    byte[] members = join(gzip(">first  a planted motif\nACGT\nacgtN\n"), gzip(">second\nTTTT\n"));

    assertThat(FastaReader.readAll(file(members))).isEqualTo(TWO_RECORDS);
  }

  @Test
  void bgzipFile_isRead() throws IOException {
    assertThat(FastaReader.readAll(file(bgzip(TWO)))).isEqualTo(TWO_RECORDS);
  }

  @Test
  void fileWithoutNewlineAtItsEnd_isRead() {
    assertThat(FastaReader.readAll(file("\n>a\nAC")))
        .containsExactly(new FastaRecord("a", "", "AC"));
  }

  @Test
  void staleDictionaryBesideTheFile_playsNoPart() throws IOException {
    Path fasta = file(">a\nACGT\n");
    Files.writeString(folder.resolve("x.dict"), "@HD\tVN:1.5\n@SQ\tSN:a\tLN:2\n");

    assertThat(FastaReader.readAll(fasta)).containsExactly(new FastaRecord("a", "", "ACGT"));
  }

  @Test
  void reader_streamsRecords() {
    try (FastaReader reader = FastaReader.open(file(TWO))) {
      assertThat(reader.next().name()).isEqualTo("first");
      assertThat(reader.hasNext()).isTrue();
      assertThat(reader.next().name()).isEqualTo("second");
      assertThat(reader.hasNext()).isFalse();
      assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                   | is empty; a FASTA file holds at least one record
          \\n\\n               | is empty; a FASTA file holds at least one record
          ACGT\\n              | is not FASTA, plain or gzip: it starts with 'A' instead of '>'
          ;old\\n>a\\nAC       | is not FASTA, plain or gzip: it starts with ';' instead of '>'
          >a\\nACRT\\n         | record 1 ('a') has 'R' at position 3 (counted from 1); only A, C, G, T and N are read
          >a\\nAC\\n>b\\nA\\nCU | record 2 ('b') has 'U' at position 3 (counted from 1); only A, C, G, T and N are read: write RNA's U as T
          >a\\nAC GT           | record 1 ('a') has the byte 0x20 at position 3 (counted from 1); only A, C, G, T and N are read
          >a\\nAC>b\\nGT       | record 1 ('a') has '>' at position 3 (counted from 1); only A, C, G, T and N are read
          >a\\n>b\\nAC         | record 1 ('a') has no bases
          >a                   | record 1 ('a') has no bases
          >a\\nAC\\n> \\nAC    | record 2 has no name after its '>'
          """)
  void malformedFile_isRefused(String content, String message) {
    Path path = file(content.replace("\\n", "\n"));

    assertThatThrownBy(() -> FastaReader.readAll(path))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessage(path + ": " + message);
  }

  @Test
  void nameMissingAltogether_isRefused() {
    assertRefused(file(">\nAC\n"), "record 1 is malformed (Missing sequence name in FASTA");
  }

  @Test
  void missingFile_isRefused() {
    assertRefused(folder.resolve("none.fa"), "there is no such file");
  }

  @Test
  void folder_isRefused() {
    assertRefused(folder, "is a folder; give a FASTA file");
  }

  @Test
  void gzipCutAnywhere_isRefused() {
    byte[] whole = join(gzip(">a\nACGTACGTTGCA\n"), gzip(">b\nACGTACGTTGCA\n"));
    int memberEnd = whole.length / 2;
    for (int length = 2; length < whole.length; length++) {
      // Cut exactly between its members a gzip file is sound.
      if (length != memberEnd) {
        assertRefused(file(Arrays.copyOf(whole, length)), "gzip data");
      }
    }
  }

  @Test
  void bgzipCutBetweenItsBlocks_isRefused() throws IOException {
    byte[] whole = bgzip(TWO);

    assertRefused(file(Arrays.copyOf(whole, whole.length - 28)), "the file is truncated");
  }

  @Test
  void gzipWithOneBitFlipped_isRefusedOrReadsTheSame() {
    byte[] whole = gzip(TWO);
    for (int bit = 16; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertRefusedOrSame(file(flipped));
    }
  }

  @Test
  void textAfterGzip_isRefused() {
    assertRefused(file(join(gzip(TWO), ">c\nACGT\n".getBytes(StandardCharsets.US_ASCII))), "gzip");
  }

  @Test
  void message_isOneLineWhateverTheName() {
    Path path = file(">a\u0007b\nAR\n");

    assertThatThrownBy(() -> FastaReader.readAll(path))
        .message()
        .contains("record 1 ('a?b')")
        .hasLineCount(1);
  }

  /** Header bits such as the time stamp may flip without harm to the content. */
  private static void assertRefusedOrSame(Path path) {
    try {
      assertThat(FastaReader.readAll(path)).isEqualTo(TWO_RECORDS);
    } catch (UnreadableFileException e) {
      assertThat(e.getMessage()).startsWith(path.toString()).hasLineCount(1);
    }
  }

  private static void assertRefused(Path path, String part) {
    assertThatThrownBy(() -> FastaReader.readAll(path))
        .isInstanceOf(UnreadableFileException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContaining(part);
  }

  private Path file(String content) {
    return file(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Path file(byte[] content) {
    try {
      return Files.write(folder.resolve("x.fa"), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] bgzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new BlockCompressedOutputStream(bytes, (Path) null)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
