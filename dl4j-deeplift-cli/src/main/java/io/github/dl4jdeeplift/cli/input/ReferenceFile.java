package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.cli.failure.RefusedException;
import io.github.dl4jdeeplift.genomics.file.NpyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * References from an npy file, held in memory.
 *
 * @param file the file
 * @param rows what it holds
 */
record ReferenceFile(Path file, INDArray rows) implements ReferenceMaker {
  static ReferenceFile read(String text, Path file) {
    if (!Files.exists(file) && !text.endsWith(".npy")) {
      throw RefusedException.badInput(
          "reference %s: is not zeros, uniform, mean, four frequencies, shuffle:K or dinucleotide-shuffle:K, and there is no such file"
              .formatted(text));
    }
    INDArray rows = NpyFile.read(file);
    InputExamples.requireFinite(rows, file, 0);
    return new ReferenceFile(file, rows);
  }

  @Override
  public Reference make(InputSource source, long count) {
    long[] shape = rows.shape();
    long[] wanted = source.shape().withBatch(count);
    boolean one = shape.length > 0 && shape[0] == 1;
    boolean fits = shape.length == wanted.length && (one || shape[0] == wanted[0]);
    for (int axis = 1; fits && axis < shape.length; axis++) {
      fits = shape[axis] == wanted[axis];
    }
    if (!fits) {
      throw RefusedException.badInput(
          "reference %s has shape %s, the examples of input '%s' have %s; it must be the same, or 1 in the first dimension"
              .formatted(
                  file, Arrays.toString(shape), source.input().name(), Arrays.toString(wanted)));
    }
    return one ? Reference.of(rows) : Reference.perExample(rows);
  }
}
