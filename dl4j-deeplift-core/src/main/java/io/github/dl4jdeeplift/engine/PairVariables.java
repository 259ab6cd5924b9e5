package io.github.dl4jdeeplift.engine;

import io.github.dl4jdeeplift.graph.Node;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.rule.NodeValues;
import io.github.dl4jdeeplift.rule.Ops;
import io.github.dl4jdeeplift.rule.Parts;
import io.github.dl4jdeeplift.rule.PartwiseRule;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The values of both forward passes as placeholders, made when a rule first asks for them. */
final class PairVariables {
  private static final String ACTUAL = "x ";
  private static final String REFERENCE = "r ";

  private final NodeGraph graph;
  private final Ops ops;
  private final Map<String, Shape> shapes;
  private final Map<String, String> numbers = new LinkedHashMap<>();
  private final Map<String, SDVariable> placeholders = new HashMap<>();
  private final Map<String, SDVariable> differences = new HashMap<>();

  private final Map<String, Parts> parts = new HashMap<>();
  private final Map<String, SDVariable> writtenOnce = new HashMap<>();

  PairVariables(NodeGraph graph, Ops ops, Map<String, Shape> shapes) {
    this.graph = graph;
    this.ops = ops;
    this.shapes = Map.copyOf(shapes);
  }

  private Shape shape(String name) {
    return SameDiffRunner.required(shapes, name);
  }

  private SDVariable placeholder(String side, String name) {
    // Layers may have names that SameDiff does not take: placeholders are numbered.
    String number = numbers.computeIfAbsent(name, key -> "v" + numbers.size());
    return placeholders.computeIfAbsent(
        side + number,
        key -> ops.sameDiff().placeHolder(key, ops.dataType(), shape(name).withBatch(-1)));
  }

  SDVariable difference(String name) {
    return differences.computeIfAbsent(
        name, key -> placeholder(ACTUAL, key).sub(placeholder(REFERENCE, key)));
  }

  boolean isInput(String name) {
    return graph.inputs().contains(name);
  }

  /** Returns the parts of a difference, as the rule of the node that makes the value tells them. */
  Parts parts(String name) {
    Parts known = parts.get(name);
    if (known == null) {
      Node node = graph.find(name);
      known =
          node != null && node.rule() instanceof PartwiseRule rule
              ? rule.parts(ops, at(node))
              : Parts.bySign(ops, difference(name));
      parts.put(name, known);
    }
    return known;
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

    @Override
    public SDVariable outputDifference() {
      return PairVariables.this.difference(node.name());
    }

    @Override
    public Parts parts(int index) {
      return PairVariables.this.parts(node.inputs().get(index));
    }

    @Override
    public SDVariable once(String what, Supplier<SDVariable> make) {
      String key = what + " of " + node.name();
      SDVariable known = writtenOnce.get(key);
      if (known == null) {
        known = make.get();
        writtenOnce.put(key, known);
      }
      return known;
    }
  }
}
