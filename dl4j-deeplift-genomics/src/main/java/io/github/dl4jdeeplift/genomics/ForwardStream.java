package io.github.dl4jdeeplift.genomics;

import htsjdk.samtools.seekablestream.SeekableStream;
import java.io.IOException;
import java.io.InputStream;

/** An input stream in the shape htsjdk asks for; it can only go forward. */
final class ForwardStream extends SeekableStream {
  private final InputStream in;
  private long position;
  private boolean atEnd;

  ForwardStream(InputStream in) {
    this.in = in;
  }

  @Override
  public long length() {
    return Long.MAX_VALUE;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void seek(long position) throws IOException {
    throw new IOException("cannot go back in a stream");
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return count(in.read(buffer, offset, length));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  @Override
  public boolean eof() {
    return atEnd;
  }

  @Override
  public String getSource() {
    return "stream";
  }

  private int count(int bytes) {
    atEnd = bytes < 0;
    position += Math.max(bytes, 0);
    return bytes;
  }
}
