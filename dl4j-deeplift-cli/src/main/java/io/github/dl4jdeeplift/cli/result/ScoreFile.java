package io.github.dl4jdeeplift.cli.result;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.cli.result.WantedArrays.NamedArray;
import io.github.dl4jdeeplift.genomics.file.NpzFile;
import io.github.dl4jdeeplift.genomics.file.PendingFile;
import io.github.dl4jdeeplift.genomics.file.SpooledArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The output file, whose arrays grow on disk. */
public final class ScoreFile implements ScoreSink, AutoCloseable {
  private static final String ONE_HOT = "one_hot";

  private final Path path;
  private final WantedArrays wanted;
  private final Extent extent;
  private final boolean withOneHot;
  private final Map<String, SpooledArray> spools = new LinkedHashMap<>();

  /**
   * Begins a file.
   *
   * @param path its place
   * @param wanted the arrays that are written
   * @param extent how much there is to explain
   * @param withOneHot whether the examples are written too
   */
  public ScoreFile(Path path, WantedArrays wanted, Extent extent, boolean withOneHot) {
    this.path = path;
    this.wanted = wanted;
    this.extent = extent;
    this.withOneHot = withOneHot;
  }

  @Override
  public void put(ExplainedBatch batch) {
    for (int index = 0; index < batch.attributions().size(); index++) {
      Attribution attribution = batch.attributions().get(index);
      for (NamedArray array : wanted.arrays()) {
        INDArray values = array.part().apply(attribution);
        SpooledArray spool = spool(array.name(), values.dataType(), extent.shape(values.shape()));
        put(spool, values, batch.firstTarget() + index, batch.examples().first());
      }
    }
    if (withOneHot && batch.firstTarget() == 0) {
      INDArray oneHot = batch.examples().inputs().get(0).array();
      long[] shape = oneHot.shape().clone(); // shape() is the array's own
      shape[0] = extent.examples();
      DataType type = batch.attributions().get(0).output().dataType();
      put(spool(ONE_HOT, type, shape), oneHot, 0, batch.examples().first());
    }
  }

  private void put(SpooledArray spool, INDArray values, int target, long first) {
    spool.put(extent.place(target, first, values.length() / values.size(0)), values);
  }

  private SpooledArray spool(String name, DataType type, long... shape) {
    return spools.computeIfAbsent(name, key -> SpooledArray.create(path, type, shape));
  }

  /** Writes the file under a hidden name, when all scores are there. */
  public PendingFile prepare() {
    return NpzFile.prepare(path, spools);
  }

  @Override
  public void close() {
    spools.values().forEach(SpooledArray::close);
  }
}
