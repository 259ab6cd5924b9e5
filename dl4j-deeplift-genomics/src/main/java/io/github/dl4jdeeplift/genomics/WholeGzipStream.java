package io.github.dl4jdeeplift.genomics;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A gzip stream of one or more members that must reach to the file's end.
 *
 * <p>{@link GZIPInputStream} takes whatever follows a member and is not a sound header as the end,
 * so that a file cut inside the header of a later member would read as complete.
 */
final class WholeGzipStream extends GZIPInputStream {
  private static final int TRAILER = 8;

  WholeGzipStream(InputStream in) throws IOException {
    super(in, 1 << 16);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
      throw new ZipException("bytes after the end that are no gzip data");
    }
    return count;
  }
}
