package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.FusedLoop;
import java.util.Map;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Steps that work number by number, as one step.
 *
 * @param loop runs them
 * @param bindings arrays that come from outside, by their number in the loop
 * @param isShort whether it takes less time than other threads need to wake
 */
record FusedCall(FusedLoop loop, Map<Integer, String> bindings, boolean isShort)
    implements Plan.Call {
  @Override
  public void run(Map<String, org.nd4j.linalg.api.ndarray.INDArray> fed) {
    bindings.forEach((number, name) -> loop.bind(number, SameDiffRunner.required(fed, name)));
    loop.run(isShort ? 1 : NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
  }

  @Override
  public void forget() {
    bindings.keySet().forEach(loop::forget);
  }

  @Override
  public long bytes() {
    return loop.bytes();
  }
}
