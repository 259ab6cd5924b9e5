package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.FusedLoop;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps that work number by number, as one step.
 *
 * @param loop runs them
 * @param bindings arrays that come from outside, by their number in the loop
 * @param isShort whether it takes less time than other threads need to wake
 * @param bytes what its registers take
 */
record FusedCall(FusedLoop loop, Map<Integer, String> bindings, boolean isShort, long bytes)
    implements Plan.Call {
  /**
   * Makes the call.
   *
   * @param bindings arrays that come from outside, by their number in the loop
   */
  static FusedCall of(FusedLoop loop, Map<Integer, String> bindings, boolean isShort) {
    return new FusedCall(loop, bindings, isShort, CallingThread.threads() * loop.bytes());
  }

  @Override
  public void run(Map<String, INDArray> fed) {
    bindings.forEach((number, name) -> loop.bind(number, SameDiffRunner.required(fed, name)));
    loop.run(isShort ? 1 : CallingThread.threads());
  }

  @Override
  public void forget() {
    bindings.keySet().forEach(loop::forget);
  }
}
