package io.github.dl4jdeeplift.operation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The graph that a layer of the user's writes down when Deeplearning4j asks it to define itself.
 *
 * @param graph a graph of its own, with the layer's parameters
 * @param inputs names of the placeholders of the layer's inputs, in order
 * @param output name of the layer's output
 * @param masks values that masks have where none is given, by placeholder
 */
record Recording(SameDiff graph, List<String> inputs, String output, Map<String, INDArray> masks) {
  Recording {
    inputs = List.copyOf(inputs);
    masks = Map.copyOf(masks);
  }

  /** Returns the operations that lead to the output, in the order in which they were recorded. */
  List<RecordedOperation> operations() {
    Set<String> needed = new HashSet<>(Set.of(output));
    List<RecordedOperation> result = new ArrayList<>();
    DifferentialFunction[] all = graph.ops();
    for (int index = all.length - 1; index >= 0; index--) {
      RecordedOperation operation = RecordedOperation.of(graph, all[index]);
      if (operation.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(operation.inputs());
        result.add(0, operation);
      }
    }
    return result;
  }

  /** Returns the same recording, up to another variable. */
  Recording upTo(String variable) {
    return new Recording(graph, inputs, variable, masks);
  }

  /** Works out a value that depends on neither inputs nor masks. */
  INDArray constant(String variable) {
    INDArray held = graph.getVariable(variable).getArr();
    return (held != null ? held : graph.outputSingle(Map.of(), variable)).dup('c');
  }
}
