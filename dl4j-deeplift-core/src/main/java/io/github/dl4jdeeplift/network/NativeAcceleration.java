package io.github.dl4jdeeplift.network;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a network with ND4J's native helpers on, or off where it has dilated convolutions, which
 * oneDNN cannot run.
 *
 * @param allowed whether the network can run with them
 */
record NativeAcceleration(boolean allowed) {
  private static final Object LOCK = new Object();

  /** Chooses by a network's layers. */
  static NativeAcceleration suiting(List<Object> configurations) {
    boolean dilated =
        configurations.stream()
            .anyMatch(
                layer ->
                    layer instanceof ConvolutionLayer convolution
                        && Arrays.stream(convolution.getDilation()).anyMatch(d -> d > 1));
    return new NativeAcceleration(!dilated);
  }

  /** Runs a pass; the switch is one for the whole process, and is put back. */
  <T> T run(Supplier<T> pass) {
    if (allowed) {
      return OwnThread.call(pass);
    }
    synchronized (LOCK) {
      Environment environment = Nd4j.getEnvironment();
      boolean before = environment.helpersAllowed();
      environment.allowHelpers(false);
      try {
        return OwnThread.call(pass);
      } finally {
        environment.allowHelpers(before);
      }
    }
  }
}
