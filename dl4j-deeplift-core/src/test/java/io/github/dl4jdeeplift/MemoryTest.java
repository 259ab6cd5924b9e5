package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What calls leave behind outside the heap. */
class MemoryTest {
  private static final long BYTES = 4L << 20;
  private static final int CALLS = 60;

  /**
   * 60 calls with 4 MiB each as input and as much as reference: 480 MiB, were they kept, each time.
   * What the system's allocator holds back grows by fits and starts, but not three times over.
   */
  @Test
  void inputsOfManyCalls_areFreed() throws InterruptedException {
    int width = 1 << 10;
    MultiLayerNetwork network = SmallNetworks.of(SmallNetworks.dense(width, 1, Activation.RELU));
    DeepLift deepLift = DeepLift.builder(network).build();
    explain(deepLift, width, CALLS);
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long before = usedBytes();
      explain(deepLift, width, CALLS);
      least = Math.min(least, usedBytes() - before);
    }
    assertThat(least).isLessThan(CALLS * BYTES / 2);
  }

  private static void explain(DeepLift deepLift, int width, int calls) {
    int rows = Math.toIntExact(BYTES / width / DataType.DOUBLE.width());
    for (int call = 0; call < calls; call++) {
      deepLift.explain(
          Nd4j.rand(DataType.DOUBLE, rows, width),
          Reference.perExample(Nd4j.rand(DataType.DOUBLE, rows, width)),
          Target.logit(0));
      if (call % 10 == 9) {
        System.gc();
      }
    }
  }

  /** Arrays are freed in another thread, after the heap's collector has found them. */
  private static long usedBytes() throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      System.gc();
      Thread.sleep(100);
    }
    return Pointer.physicalBytes();
  }
}
