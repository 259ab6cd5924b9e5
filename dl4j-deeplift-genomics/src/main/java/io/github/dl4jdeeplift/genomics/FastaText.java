package io.github.dl4jdeeplift.genomics;

import htsjdk.samtools.util.BlockCompressedInputStream;
import htsjdk.samtools.util.BlockCompressedInputStream.FileTermination;
import io.github.dl4jdeeplift.genomics.file.UnreadableFileException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** The text of a FASTA file, decompressed, known to start with {@code >}. */
final class FastaText {
  private FastaText() {}

  static InputStream open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new UnreadableFileException(path, "is a folder; give a FASTA file");
      }
      return opened(path);
    } catch (IOException e) {
      throw new UnreadableFileException(path, problem(e), e);
    }
  }

  /** What an exception of reading means to the user. */
  static String problem(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "may not be read; change its permissions";
    }
    if (e instanceof EOFException) {
      return "the gzip data end too early: the file is truncated; copy it again";
    }
    if (e instanceof ZipException) {
      return "the gzip data are corrupt (" + e.getMessage() + "); copy the file again";
    }
    return "cannot be read (" + e.getMessage() + ")";
  }

  private static InputStream opened(Path path) throws IOException {
    InputStream in = new BufferedInputStream(bytes(path), 1 << 16);
    try {
      BufferedInputStream text = new BufferedInputStream(decompressed(path, in), 1 << 16);
      checkStart(path, text);
      return text;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The stream of java.nio asks for its position, which a pipe does not have. */
  private static InputStream bytes(Path path) throws IOException {
    boolean pipe = Files.exists(path) && !Files.isRegularFile(path);
    return pipe ? new FileInputStream(path.toFile()) : Files.newInputStream(path);
  }

  private static InputStream decompressed(Path path, InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    if (!gzip) {
      return in;
    }
    checkBlocksComplete(path, in);
    return new WholeGzipStream(in);
  }

  /** A bgzip file may be cut between two blocks, which gzip itself cannot tell from its end. */
  private static void checkBlocksComplete(Path path, InputStream in) throws IOException {
    if (Files.isRegularFile(path)
        && BlockCompressedInputStream.isValidFile(in)
        && BlockCompressedInputStream.checkTermination(path)
            != FileTermination.HAS_TERMINATOR_BLOCK) {
      throw new EOFException("bgzip file without its end marker");
    }
  }

  private static void checkStart(Path path, BufferedInputStream text) throws IOException {
    int first;
    do {
      text.mark(1);
      first = text.read();
    } while (first == '\n' || first == '\r');
    text.reset();
    if (first < 0) {
      throw new UnreadableFileException(path, "is empty; a FASTA file holds at least one record");
    }
    if (first != '>') {
      throw new UnreadableFileException(
          path,
          "is not FASTA, plain or gzip: it starts with %s instead of '>'"
              .formatted(
                  first > ' ' && first < 0x7f
                      ? "'" + (char) first + "'"
                      : "the byte 0x%02x".formatted(first)));
    }
  }
}
