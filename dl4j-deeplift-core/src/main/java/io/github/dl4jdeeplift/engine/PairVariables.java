package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The values of both forward passes as placeholders, made when a rule first asks for them. */
final class PairVariables {
  private static final String ACTUAL = "x ";
  private static final String REFERENCE = "r ";

  private final SameDiff sameDiff;
  private final DataType dataType;
  private final Map<String, Shape> shapes;
  private final Map<String, String> numbers = new LinkedHashMap<>();
  private final Map<String, SDVariable> placeholders = new HashMap<>();
  private final Map<String, SDVariable> differences = new HashMap<>();

  PairVariables(SameDiff sameDiff, DataType dataType, Map<String, Shape> shapes) {
    this.sameDiff = sameDiff;
    this.dataType = dataType;
    this.shapes = Map.copyOf(shapes);
  }

  private Shape shape(String name) {
    return SameDiffRunner.required(shapes, name);
  }

  private SDVariable placeholder(String side, String name) {
    // Layers may have names that SameDiff does not take: placeholders are numbered.
    String number = numbers.computeIfAbsent(name, key -> "v" + numbers.size());
    return placeholders.computeIfAbsent(
        side + number, key -> sameDiff.placeHolder(key, dataType, shape(name).withBatch(-1)));
  }

  SDVariable difference(String name) {
    return differences.computeIfAbsent(
        name, key -> placeholder(ACTUAL, key).sub(placeholder(REFERENCE, key)));
  }

  /** Returns the names of the values that were asked for. */
  Set<String> names() {
    return new LinkedHashSet<>(numbers.keySet());
  }

  /** Returns the values of both passes by placeholder. */
  Map<String, INDArray> feed(Pass actual, Pass reference) {
    Map<String, INDArray> fed = new LinkedHashMap<>();
    numbers.forEach(
        (name, number) -> {
          if (placeholders.containsKey(ACTUAL + number)) {
            fed.put(ACTUAL + number, actual.value(name));
          }
          if (placeholders.containsKey(REFERENCE + number)) {
            fed.put(REFERENCE + number, reference.value(name));
          }
        });
    return fed;
  }

  /** Returns what a node's rule can ask for. */
  NodeValues at(Node node) {
    return new ValuesOf(node);
  }

  private final class ValuesOf implements NodeValues {
    private final Node node;

    ValuesOf(Node node) {
      this.node = node;
    }

    @Override
    public Shape inputShape(int index) {
      return shape(node.inputs().get(index));
    }

    @Override
    public int inputCount() {
      return node.inputs().size();
    }

    @Override
    public Shape outputShape() {
      return shape(node.name());
    }

    @Override
    public SDVariable actual(int index) {
      return placeholder(ACTUAL, node.inputs().get(index));
    }

    @Override
    public SDVariable reference(int index) {
      return placeholder(REFERENCE, node.inputs().get(index));
    }

    @Override
    public SDVariable difference(int index) {
      return PairVariables.this.difference(node.inputs().get(index));
    }
  }
}
