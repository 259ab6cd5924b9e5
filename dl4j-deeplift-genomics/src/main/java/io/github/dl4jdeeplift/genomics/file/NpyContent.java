package io.github.dl4jdeeplift.genomics.file;

import java.io.IOException;
import java.io.OutputStream;

/** What writes itself as one npy file. */
interface NpyContent {
  /** Writes header and elements; does not close the stream. */
  void writeTo(OutputStream out) throws IOException;
}
