package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.Reference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean over all examples, position by position. */
final class MeanRow implements ReferenceMaker {
  private @Nullable INDArray sum;

  @Override
  public void see(InputExamples examples) {
    INDArray own = examples.array().castTo(DataType.DOUBLE).sum(true, 0);
    sum = sum == null ? own : sum.addi(own);
  }

  @Override
  public Reference make(InputSource source, long count) {
    return Reference.of(Objects.requireNonNull(sum).div(count));
  }
}
