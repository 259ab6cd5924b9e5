package io.github.dl4jdeeplift.keras.file;

import io.github.dl4jdeeplift.keras.error.UnreadableKerasFileException;
import io.jhdf.AbstractNode;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where in a file its arrays lie. HDF5 has no checksum there: a corrupt address or size shows only
 * in that an array lies over another one, over the headers, or takes more bytes than its shape.
 */
final class ArrayPlaces {
  /** Bytes of the smallest superblock, with which each file starts. */
  private static final long SUPERBLOCK = 48;

  private final TreeMap<Long, Place> places = new TreeMap<>();
  private final TreeMap<Long, String> headers = new TreeMap<>();
  private final CompressedChunks chunks;
  private final long fileSize;
  private long bytes;

  private record Place(String path, long end) {}

  /** Makes the places of a file of so many bytes. */
  ArrayPlaces(long fileSize) {
    this.fileSize = fileSize;
    this.chunks = new CompressedChunks(fileSize);
  }

  /**
   * Adds an array.
   *
   * @param path the array's name in messages
   * @param dataset the array
   */
  void add(String path, Dataset dataset) {
    long size = Math.multiplyExact(dataset.getSize(), (long) dataset.getDataType().getSize());
    addHeader(path, dataset);
    if (!(dataset instanceof ContiguousDataset array)) {
      chunks.require(path, dataset, size);
      return;
    }
    bytes = Math.addExact(bytes, size);
    if (bytes > fileSize) {
      throw new UnreadableKerasFileException(
          "claims more than its own " + fileSize + " bytes for the weights up to '" + path + "'");
    }
    requireSize(path, array, size);
    if (places.put(array.getDataAddress(), new Place(path, array.getDataAddress() + size))
        != null) {
      throw corrupt(path, "another array");
    }
  }

  /** Adds the header of a group or an array. */
  void addHeader(String path, Node node) {
    headers.put(node.getAddress(), path);
  }

  private static void requireSize(String path, ContiguousDataset array, long size) {
    long stored =
        array instanceof AbstractNode node
            ? node.getHeader().getMessageOfType(ContiguousDataLayoutMessage.class).getSize()
            : size;
    if (stored >= 0 && stored != size) {
      throw new UnreadableKerasFileException(
          "has " + stored + " bytes for the weights '" + path + "', whose shape takes " + size);
    }
  }

  /** Refuses arrays that lie over one another or over what is not an array. */
  void requireApart() {
    long end = SUPERBLOCK;
    String before = "the start of the file";
    for (Map.Entry<Long, Place> entry : places.entrySet()) {
      Place place = entry.getValue();
      Long header = headers.ceilingKey(entry.getKey());
      if (entry.getKey() < end) {
        throw corrupt(place.path, before);
      }
      if (header != null && header < place.end) {
        throw corrupt(place.path, "the header of '" + headers.get(header) + "'");
      }
      end = place.end;
      before = "'" + place.path + "'";
    }
  }

  private static UnreadableKerasFileException corrupt(String path, String other) {
    return new UnreadableKerasFileException(
        "is corrupt: the weights '" + path + "' lie over " + other + "; copy or save it again");
  }
}
