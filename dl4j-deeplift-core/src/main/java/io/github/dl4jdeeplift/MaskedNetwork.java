package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.ForwardProgram;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network read with certain masks, or with none.
 *
 * @param whole the graph as the network computes it
 * @param explained the same with masks that the data make as further inputs, so that both passes of
 *     a pair have those of the example
 * @param gate compares the whole graph with the network
 */
record MaskedNetwork(NodeGraph whole, NodeGraph explained, ParityGate gate) {
  static MaskedNetwork of(NodeGraph whole, ParityGate gate) {
    return new MaskedNetwork(whole, whole.withFixedAsInputs(), gate);
  }

  /** Returns the masks that the data make. */
  List<INDArray> masksOfData(List<INDArray> given, List<Shape> shapes, DataType dataType) {
    List<String> names = whole.fixedByExample();
    if (names.isEmpty()) {
      return List.of();
    }
    NodeGraph leading = whole.withOutputs(names).leadingTo(new HashSet<>(names));
    Map<String, INDArray> values =
        new ForwardProgram(leading, leading.shapes(shapes), dataType, new HashSet<>(names))
            .values(given);
    List<INDArray> masks = new ArrayList<>();
    names.forEach(name -> masks.add(Objects.requireNonNull(values.get(name))));
    return masks;
  }
}
