package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.github.dl4jdeeplift.keras.error.UnsupportedKerasModelException;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Arrays that are stored in compressed parts ({@code compression='gzip'} of h5py). Each part is
 * decompressed once without being kept, so that its size and its checksum are known before memory
 * is taken; parts that are not compressed have no checksum, and are refused.
 */
final class CompressedChunks {
  /** Numbers take at most so many times the bytes of the file. Weights compress by a fifth. */
  private static final int MOST_GROWTH = 20;

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER = 3;

  private static final Set<List<Integer>> FILTERS =
      Set.of(
          List.of(DEFLATE),
          List.of(SHUFFLE, DEFLATE),
          List.of(DEFLATE, FLETCHER),
          List.of(SHUFFLE, DEFLATE, FLETCHER));

  private static final int BUFFER = 1 << 13;

  private final long fileSize;
  private final Set<ByteBuffer> seen = new HashSet<>();
  private long bytes;

  /** Makes the check of a file of so many bytes. */
  CompressedChunks(long fileSize) {
    this.fileSize = fileSize;
  }

  /**
   * Refuses an array that is not compressed, is corrupt, or would take too much memory.
   *
   * @param path the array's name in messages
   * @param dataset the array
   * @param size the bytes of its numbers
   */
  void require(String path, Dataset dataset, long size) {
    List<Integer> filters =
        dataset.getFilters().stream().map(PipelineFilterWithData::getId).toList();
    if (!(dataset instanceof ChunkedDataset chunked) || !FILTERS.contains(filters)) {
      throw new UnsupportedKerasModelException(
          "the weights '"
              + path
              + "' are stored in chunks, which Keras never does, and not compressed by gzip:"
              + " save the model again with Keras, or run h5repack -l CONTI -f NONE");
    }
    int[] chunk = chunked.getChunkDimensions();
    long chunkBytes = dataset.getDataType().getSize();
    for (int length : chunk) {
      chunkBytes = Math.multiplyExact(chunkBytes, (long) length);
    }
    bytes = Math.addExact(bytes, Math.max(size, chunkBytes));
    if (bytes / MOST_GROWTH > fileSize || size <= 0 || chunkBytes <= 0) {
      throw new UnreadableKerasFileException(
          "claims more than "
              + MOST_GROWTH
              + " times its own "
              + fileSize
              + " bytes for the compressed weights up to '"
              + path
              + "'");
    }
    requireParts(path, chunked, chunkBytes);
  }

  /** Goes over the places of all parts, the last dimension first. */
  private void requireParts(String path, ChunkedDataset dataset, long chunkBytes) {
    int[] chunk = dataset.getChunkDimensions();
    int[] sizes = dataset.getDimensions();
    int[] place = new int[sizes.length];
    int axis;
    do {
      ByteBuffer raw = dataset.getRawChunkBuffer(place);
      boolean varied = requirePart(path, raw, dataset, chunkBytes);
      if (varied && !seen.add(raw.duplicate())) {
        throw corrupt(path, "one part of them is another part too");
      }
      for (axis = sizes.length - 1; axis >= 0; axis--) {
        place[axis] += chunk[axis];
        if (place[axis] < sizes[axis]) {
          break;
        }
        place[axis] = 0;
      }
    } while (axis >= 0);
  }

  /** Returns whether a part has bytes that differ. */
  private static boolean requirePart(
      String path, ByteBuffer raw, ChunkedDataset dataset, long chunkBytes) {
    List<PipelineFilterWithData> filters = dataset.getFilters();
    boolean checked = filters.get(filters.size() - 1).getId() == FLETCHER;
    ByteBuffer stream = raw.duplicate();
    stream.limit(Math.max(0, stream.limit() - (checked ? Integer.BYTES : 0)));
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stream);
      byte[] buffer = new byte[BUFFER];
      boolean varied = false;
      long count = 0;
      int read = inflater.inflate(buffer);
      byte first = buffer[0];
      while (read > 0 && count <= chunkBytes) {
        count += read;
        for (int index = 0; index < read; index++) {
          varied |= buffer[index] != first;
        }
        read = inflater.inflate(buffer);
      }
      if (count != chunkBytes || !inflater.finished()) {
        throw corrupt(path, "they have other sizes than the file says");
      }
      return varied;
    } catch (DataFormatException e) {
      throw new UnreadableKerasFileException(
          "is corrupt: the compressed weights '" + path + "' cannot be read (" + e + ")", e);
    } finally {
      inflater.end();
    }
  }

  private static UnreadableKerasFileException corrupt(String path, String reason) {
    return new UnreadableKerasFileException(
        "is corrupt: of the compressed weights '" + path + "', " + reason);
  }
}
