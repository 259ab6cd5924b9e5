package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.rule.sequence.Scan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A scan with its arrays: one plan of the body, run for each step, that reads and writes the steps
 * of the sequences where they lie.
 */
final class ScanCall implements Plan.Call {
  private final Scan scan;
  private final List<Plan.Binding> bindings;
  private final INDArray[] inputs;
  private final INDArray[] outputs;
  private final List<Map<String, INDArray>> steps = new ArrayList<>();
  private final Plan body;

  /**
   * Prepares the steps.
   *
   * @param scan the scan
   * @param inputs sequences, {@code [time, batch, channels]}
   * @param outputs arrays for the results
   * @param bindings sequences that come from outside
   */
  ScanCall(Scan scan, List<INDArray> inputs, List<INDArray> outputs, List<Plan.Binding> bindings) {
    this.scan = scan;
    this.bindings = bindings;
    this.inputs = inputs.toArray(INDArray[]::new);
    this.outputs = outputs.toArray(INDArray[]::new);
    writeSteps();
    this.body = PlanWriter.write(schedule(scan.body()), steps.get(0), results(steps.get(0)));
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

  private static Schedule schedule(Scan.Body body) {
    Map<String, SDVariable> wanted = new LinkedHashMap<>();
    for (int output = 0; output < body.outputs().size(); output++) {
      wanted.put(resultOf(output), body.outputs().get(output));
    }
    return Objects.requireNonNull(Schedule.of(body.program(), wanted), "a plain body");
  }

  private static String resultOf(int output) {
    return "result " + output;
  }

  private Map<String, INDArray> results(Map<String, INDArray> step) {
    Map<String, INDArray> results = new LinkedHashMap<>();
    for (int output = 0; output < outputs.length; output++) {
      results.put(resultOf(output), SameDiffRunner.required(step, resultOf(output)));
    }
    return results;
  }

  /** Works out, in the order in which steps run, what the body reads and writes at each. */
  private void writeSteps() {
    steps.clear();
    int time = Math.toIntExact(inputs[0].size(0));
    for (int count = 0; count < time; count++) {
      steps.add(step(count, scan.isReversed() ? time - 1 - count : count));
    }
  }

  private Map<String, INDArray> step(int count, int place) {
    Map<String, INDArray> step = new LinkedHashMap<>();
    for (int input = 0; input < inputs.length; input++) {
      step.put(scan.body().inputs().get(input).name(), inputs[input].slice(place));
    }
    for (int output = 0; output < outputs.length; output++) {
      INDArray result = outputs[output].slice(place);
      String before = scan.body().before().get(output).name();
      INDArray first = count == 0 ? Nd4j.zeros(result.dataType(), result.shape()) : null;
      step.put(
          before,
          first == null ? SameDiffRunner.required(steps.get(count - 1), resultOf(output)) : first);
      step.put(resultOf(output), result);
    }
    return step;
  }

  @Override
  public void run(Map<String, INDArray> fed) {
    if (!bindings.isEmpty()) {
      for (Plan.Binding binding : bindings) {
        (binding.isInput() ? inputs : outputs)[binding.place()] = binding.array(fed);
      }
      writeSteps();
    }
    steps.forEach(body::run);
    // Contexts would keep the arrays of all steps of all runs.
    body.forget();
  }

  @Override
  public void forget() {
    if (!bindings.isEmpty()) {
      steps.clear();
    }
  }

  @Override
  public long bytes() {
    return body.bytes();
  }

  @Override
  public void close() {
    body.close();
  }
}
