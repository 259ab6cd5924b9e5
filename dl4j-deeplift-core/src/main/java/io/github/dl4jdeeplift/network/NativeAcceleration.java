package io.github.dl4jdeeplift.network;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a network with ND4J's native helpers on, or off where it has dilated windows: oneDNN cannot
 * run such convolutions, and in single precision pools as if there were no dilation.
 *
 * @param allowed whether the network can run with them
 */
record NativeAcceleration(boolean allowed) {
  private static final Object LOCK = new Object();

  /** Chooses by a network's layers. */
  static NativeAcceleration suiting(List<Object> configurations) {
    return new NativeAcceleration(
        configurations.stream()
            .noneMatch(layer -> Arrays.stream(dilation(layer)).anyMatch(d -> d > 1)));
  }

  private static int[] dilation(Object layer) {
    if (layer instanceof ConvolutionLayer convolution) {
      return convolution.getDilation();
    }
    if (layer instanceof SubsamplingLayer pooling) {
      return pooling.getDilation();
    }
    return layer instanceof Subsampling3DLayer pooling ? pooling.getDilation() : new int[0];
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
