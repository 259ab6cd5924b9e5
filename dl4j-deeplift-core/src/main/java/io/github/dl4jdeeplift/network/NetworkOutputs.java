package io.github.dl4jdeeplift.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What a network computes, as Deeplearning4j runs it. */
public final class NetworkOutputs {
  private static final long ROWS = 32;

  private NetworkOutputs() {}

  /**
   * Runs a network, some examples at a time. Deeplearning4j's dilated convolutions throw with
   * native helpers, which are off meanwhile.
   *
   * @param network MultiLayerNetwork or ComputationGraph
   * @param inputs one array for each network input, no views into others, not changed
   * @return one array for each network output
   */
  public static List<INDArray> of(Model network, INDArray... inputs) {
    return new NativeAcceleration(false).run(() -> batches(network, inputs));
  }

  private static List<INDArray> batches(Model network, INDArray... inputs) {
    List<INDArray[]> batches = new ArrayList<>();
    for (long from = 0; from < inputs[0].size(0); from += ROWS) {
      batches.add(output(network, rows(from, inputs)));
    }
    List<INDArray> outputs = new ArrayList<>();
    for (int index = 0; index < batches.get(0).length; index++) {
      int output = index;
      outputs.add(
          Nd4j.concat(0, batches.stream().map(each -> each[output]).toArray(INDArray[]::new)));
    }
    return outputs;
  }

  private static INDArray[] rows(long from, INDArray... inputs) {
    long to = Math.min(from + ROWS, inputs[0].size(0));
    return Arrays.stream(inputs)
        .map(input -> input.get(NDArrayIndex.interval(from, to)).dup('c'))
        .toArray(INDArray[]::new);
  }

  private static INDArray[] output(Model network, INDArray... rows) {
    if (network instanceof ComputationGraph graph) {
      return NormalizedOutputs.of(graph, cast(graph.getConfiguration().getDataType(), rows));
    }
    MultiLayerNetwork chain = (MultiLayerNetwork) network;
    INDArray[] inputs = cast(chain.getLayerWiseConfigurations().getDataType(), rows);
    return new INDArray[] {chain.output(inputs[0], false)};
  }

  private static INDArray[] cast(DataType type, INDArray... rows) {
    return Arrays.stream(rows).map(row -> row.castTo(type)).toArray(INDArray[]::new);
  }
}
