package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.rule.sequence.Scan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All steps of a scan for some neighboring rows of the batch: one plan of the body, run for each
 * step, that reads and writes the steps of the sequences where they lie.
 */
final class ScanLane {
  private final Scan scan;
  private final long from;
  private final long to;
  private final List<Map<String, INDArray>> steps = new ArrayList<>();
  private final Plan body;

  /**
   * Prepares the steps.
   *
   * @param inputs sequences, {@code [time, batch, channels]}; a batch of 1 is shared by all rows
   * @param outputs arrays for the results
   * @param from the first row
   * @param to the row behind the last
   */
  ScanLane(Scan scan, INDArray[] inputs, INDArray[] outputs, long from, long to) {
    this.scan = scan;
    this.from = from;
    this.to = to;
    writeSteps(inputs, outputs);
    this.body =
        PlanWriter.write(schedule(scan.body()), steps.get(0), results(steps.get(0), outputs));
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

  private static Map<String, INDArray> results(Map<String, INDArray> step, INDArray[] outputs) {
    Map<String, INDArray> results = new LinkedHashMap<>();
    for (int output = 0; output < outputs.length; output++) {
      results.put(resultOf(output), SameDiffRunner.required(step, resultOf(output)));
    }
    return results;
  }

  /** Works out, in the order in which steps run, what the body reads and writes at each. */
  void writeSteps(INDArray[] inputs, INDArray[] outputs) {
    steps.clear();
    int time = Math.toIntExact(inputs[0].size(0));
    for (int count = 0; count < time; count++) {
      steps.add(step(count, scan.isReversed() ? time - 1 - count : count, inputs, outputs));
    }
  }

  private Map<String, INDArray> step(int count, int place, INDArray[] inputs, INDArray[] outputs) {
    Map<String, INDArray> step = new LinkedHashMap<>();
    for (int input = 0; input < inputs.length; input++) {
      step.put(scan.body().inputs().get(input).name(), rows(inputs[input], place));
    }
    for (int output = 0; output < outputs.length; output++) {
      INDArray result = rows(outputs[output], place);
      String before = scan.body().before().get(output).name();
      step.put(
          before,
          count == 0
              ? Nd4j.zeros(result.dataType(), result.shape())
              : SameDiffRunner.required(steps.get(count - 1), resultOf(output)));
      step.put(resultOf(output), result);
    }
    return step;
  }

  /** Returns the lane's rows of a step. */
  private INDArray rows(INDArray sequence, int place) {
    INDArray step = sequence.slice(place);
    long batch = step.size(0);
    if (batch == 1 || (from == 0 && to == batch)) {
      return step;
    }
    long width = step.size(1);
    long[] shape = {to - from, width};
    long[] strides = {width, 1};
    long offset = step.offset() + from * width;
    return Nd4j.create(sequence.data(), shape, strides, offset, 'c', step.dataType());
  }

  /** Runs the steps. */
  void run() {
    steps.forEach(body::run);
    // Contexts would keep the arrays of all steps of all runs.
    body.forget();
  }

  /** Lets go of the sequences. */
  void forget() {
    steps.clear();
  }

  long bytes() {
    return body.bytes();
  }

  void close() {
    body.close();
  }
}
