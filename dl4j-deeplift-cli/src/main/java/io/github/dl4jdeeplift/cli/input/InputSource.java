package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.cli.model.ModelInput;
import io.github.dl4jdeeplift.rule.Shape;
import java.nio.file.Path;

/**
 * Where the examples of a network input are from.
 *
 * @param input the input
 * @param file the file
 * @param shape shape of one example, in the network's layout
 */
public record InputSource(ModelInput input, Path file, Shape shape) {
  /** Refuses a shape that the input does not take. */
  public InputSource {
    input.requireShape(shape.withBatch(1), file.toString());
  }

  /** Returns the axis of the channels, the batch's being 0. */
  public int channelAxis() {
    return input.channelAxis(shape.rank() + 1);
  }

  /** Returns the number of channels. */
  public long channels() {
    return shape.size(channelAxis() - 1);
  }

  /** Tells whether there are positions besides the channels, as in sequences and images. */
  public boolean hasPositions() {
    return shape.rank() > 1;
  }
}
