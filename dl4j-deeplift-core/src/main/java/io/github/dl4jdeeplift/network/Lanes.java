package io.github.dl4jdeeplift.network;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * How many values a StackVertex has put one behind the other along the batch, at each place of a
 * graph.
 *
 * <p>Such a value is as many values here, its lanes, {@code name[0]}, {@code name[1]}, ...: a layer
 * behind it is met once in each lane, with the same rules and weights, until an UnstackVertex picks
 * lanes. So the batch dimension counts examples everywhere.
 */
final class Lanes {
  private final Map<String, Integer> counts = new HashMap<>();

  /** Returns the number of lanes of a value, 1 where nothing is stacked. */
  int of(String value) {
    return counts.getOrDefault(value, 1);
  }

  /** Returns the largest number of lanes of some values. */
  int of(List<String> values) {
    return values.stream().mapToInt(this::of).max().orElse(1);
  }

  /** Returns the number of lanes of some values one behind the other. */
  int stacked(List<String> values) {
    return values.stream().mapToInt(this::of).sum();
  }

  /** Notes a value's number of lanes. */
  void put(String value, int lanes) {
    if (lanes > 1) {
      counts.put(value, lanes);
    }
  }

  /** Notes the number of lanes of a vertex. */
  void put(String vertex, GraphVertex configured, List<String> inputs) {
    if (configured instanceof StackVertex) {
      put(vertex, stacked(inputs));
    } else if (configured instanceof UnstackVertex unstack) {
      put(vertex, of(inputs) / unstack.getStackSize());
    } else {
      put(vertex, of(inputs));
    }
  }

  /** Returns the name of one lane of a value; the value's own where nothing is stacked. */
  String name(String value, int lane) {
    return of(value) == 1 ? value : value + "[" + lane + "]";
  }

  /** Returns the names of one lane of some values. */
  List<String> names(List<String> values, int lane) {
    return values.stream().map(value -> name(value, lane)).toList();
  }

  /** Returns the names of all lanes of a value. */
  List<String> allOf(String value) {
    return IntStream.range(0, of(value)).mapToObj(lane -> name(value, lane)).toList();
  }

  /** Returns the arrays by name, stacked ones cut into their lanes. */
  Map<String, INDArray> cut(Map<String, INDArray> values) {
    Map<String, INDArray> result = new LinkedHashMap<>();
    values.forEach(
        (name, array) -> {
          long rows = array.size(0) / of(name);
          for (int lane = 0; lane < of(name); lane++) {
            INDArray own = array.get(NDArrayIndex.interval(lane * rows, (lane + 1) * rows));
            result.put(name(name, lane), of(name) == 1 ? array : own.dup());
          }
        });
    return result;
  }
}
