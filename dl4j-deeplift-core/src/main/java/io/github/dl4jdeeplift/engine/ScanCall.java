package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.engine.fusion.Crew;
import io.github.dl4jdeeplift.rule.sequence.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A scan with its arrays. Rows of the batch know nothing of each other, so that each thread runs
 * all steps of its own rows, where an operation of one step is too short to be shared.
 */
final class ScanCall implements Plan.Call {
  /** Rows that are worth a thread's while. */
  private static final int ROWS_OF_LANE = 16;

  private final List<Plan.Binding> bindings;
  private final INDArray[] inputs;
  private final INDArray[] outputs;
  private final List<ScanLane> lanes = new ArrayList<>();

  /**
   * Prepares the steps.
   *
   * @param scan the scan
   * @param inputs sequences, {@code [time, batch, channels]}
   * @param outputs arrays for the results
   * @param bindings sequences that come from outside
   */
  ScanCall(Scan scan, List<INDArray> inputs, List<INDArray> outputs, List<Plan.Binding> bindings) {
    this.bindings = bindings;
    this.inputs = inputs.toArray(INDArray[]::new);
    this.outputs = outputs.toArray(INDArray[]::new);
    long batch = outputs.get(0).size(1);
    int count = lanes(batch);
    for (int lane = 0; lane < count; lane++) {
      long from = batch * lane / count;
      long to = batch * (lane + 1) / count;
      lanes.add(new ScanLane(scan, this.inputs, this.outputs, from, to));
    }
  }

  private static int lanes(long batch) {
    return Nd4j.getEnvironment().isCPU()
        ? Math.toIntExact(Math.max(1, Math.min(CallingThread.threads(), batch / ROWS_OF_LANE)))
        : 1;
  }

  /** Returns the shapes of the results. */
  static List<LongShapeDescriptor> shapes(Scan scan, List<INDArray> inputs) {
    long time = inputs.get(0).size(0);
    long batch = inputs.stream().mapToLong(each -> each.size(1)).max().orElse(1);
    DataType dataType = inputs.get(0).dataType();
    List<LongShapeDescriptor> shapes = new ArrayList<>();
    for (long width : scan.body().widths()) {
      shapes.add(LongShapeDescriptor.fromShape(new long[] {time, batch, width}, dataType));
    }
    return shapes;
  }

  @Override
  public void run(Map<String, INDArray> fed) {
    if (!bindings.isEmpty()) {
      for (Plan.Binding binding : bindings) {
        (binding.isInput() ? inputs : outputs)[binding.place()] = binding.array(fed);
      }
      lanes.forEach(lane -> lane.writeSteps(inputs, outputs));
    }
    if (lanes.size() == 1) {
      lanes.get(0).run();
    } else {
      Crew.run(
          CallingThread.threads(),
          lanes.size(),
          (member, lane) -> CallingThread.run(() -> lanes.get(lane).run()));
    }
  }

  @Override
  public void forget() {
    if (!bindings.isEmpty()) {
      lanes.forEach(ScanLane::forget);
    }
  }

  @Override
  public long bytes() {
    return lanes.stream().mapToLong(ScanLane::bytes).sum();
  }

  @Override
  public void close() {
    lanes.forEach(ScanLane::close);
  }
}
