package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.network.MaskPlaces;
import io.github.dl4jdeeplift.network.NetworkAdapter;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tells networks whose outputs are numbers to compare with. Outputs may be too large for
 * Deeplearning4j (its softplus is infinite from 709 on), or in float32 be rounding alone: a
 * difference of nearly equal values, made large again by layer normalization.
 */
final class Soundness {
  private Soundness() {}

  /** Tells whether outputs are finite, and are about what double precision gives. */
  static boolean of(GeneratedNetwork network, int salt) {
    INDArray[] inputs = network.examples(3, salt);
    INDArray output = precise(PlainOutput.of(network.network(), inputs)[0]);
    if (!Double.isFinite(output.norm1Number().doubleValue())) {
      return false;
    }
    List<INDArray> rows = Arrays.stream(inputs).map(Soundness::precise).toList();
    NetworkAdapter inDouble = NetworkAdapter.copyOf(network.network()).inDouble();
    INDArray exact = precise(inDouble.output(rows, MaskPlaces.NONE).get(0));
    double size = Math.max(1, exact.normmaxNumber().doubleValue());
    return output.sub(exact).normmaxNumber().doubleValue() <= 1e-4 * size;
  }

  private static INDArray precise(INDArray output) {
    return output.castTo(DataType.DOUBLE).dup('c');
  }
}
