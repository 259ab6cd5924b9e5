package io.github.dl4jdeeplift.cli.input;

import io.github.dl4jdeeplift.cli.failure.RefusedException;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Asks of all inputs that their channels sum to one number everywhere. */
public final class ChannelSums implements ExampleObserver {
  private static final double TOLERANCE = 1e-5;

  private final Map<String, Double> sums = new HashMap<>();

  @Override
  public void see(Examples examples) {
    examples.inputs().forEach(this::see);
  }

  private void see(InputExamples input) {
    INDArray all = input.array().castTo(DataType.DOUBLE).sum(input.channelAxis());
    double smallest = all.minNumber().doubleValue();
    double largest = all.maxNumber().doubleValue();
    double sum = sums.computeIfAbsent(input.source().input().name(), name -> all.getDouble(0));
    double miss = Math.max(Math.abs(largest - sum), Math.abs(smallest - sum));
    if (miss > TOLERANCE * Math.max(1, Math.abs(sum))) {
      throw RefusedException.badInput(
          "--normalize-weights: channels (axis %d) of input '%s' in %s sum to %s and to %s; they must sum to one number everywhere, as in one-hot sequences without unknown letters"
              .formatted(
                  input.channelAxis(),
                  input.source().input().name(),
                  input.source().file(),
                  sum,
                  Math.abs(largest - sum) > Math.abs(smallest - sum) ? largest : smallest));
    }
  }
}
