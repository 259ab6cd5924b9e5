package io.github.dl4jdeeplift.cli.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads entries of zip archives, checksums compared, which {@link ZipFile} leaves out. */
final class ZipContent {
  private ZipContent() {}

  static byte[] read(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no entry " + name);
    }
    try (InputStream stream = zip.getInputStream(entry)) {
      byte[] content = stream.readAllBytes();
      CRC32 checksum = new CRC32();
      checksum.update(content);
      if (checksum.getValue() != entry.getCrc()) {
        throw new IOException("the checksum of its entry " + name + " is wrong");
      }
      return content;
    }
  }
}
