package io.github.dl4jdeeplift.keras.translate;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;

/** The same numbers in C order under another shape. */
final class Reshapes {
  private Reshapes() {}

  /** Returns the vertex that gives each example a shape, all of whose sizes are known. */
  static Translation to(TensorShape output) {
    int[] shape =
        IntStream.concat(IntStream.of(-1), output.sizes().stream().mapToInt(Math::toIntExact))
            .toArray();
    return Translation.of(new ReshapeVertex(shape), output);
  }
}
