package io.github.dl4jdeeplift.operation;

import io.github.dl4jdeeplift.rule.Expansion;
import io.github.dl4jdeeplift.rule.LayerView;
import io.github.dl4jdeeplift.rule.Rule;
import io.github.dl4jdeeplift.rule.RuleProvider;
import io.github.dl4jdeeplift.rule.RuleRow;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import io.github.dl4jdeeplift.rule.shape.IdentityRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffOutputLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Explains the layers and vertices that users define as SameDiff graphs, whatever their class: what
 * they compute is what they write down.
 */
public final class DefinedLayers implements RuleProvider {
  private static final int MOST_DIMENSIONS = 5;

  /** Made by {@link java.util.ServiceLoader}. */
  public DefinedLayers() {}

  @Override
  public List<RuleRow<?>> rows() {
    return List.of();
  }

  @Override
  public Optional<Expansion> nodesOf(LayerView<?> layer) {
    DataType type = layer.dataType();
    if (layer.configuration() instanceof SameDiffOutputLayer output) {
      return output.activationsVertexName().equals("input")
          ? Optional.of(Expansion.chain(new IdentityRule()))
          : Optional.of(nodes(new RecordedLayer(output, layer.parameters(), type), 1, type));
    }
    if (layer.configuration() instanceof SameDiffLayer own) {
      return Optional.of(nodes(new RecordedLayer(own, layer.parameters(), type), 1, type));
    }
    if (layer.configuration() instanceof SameDiffVertex vertex) {
      int inputs = vertex.getVertexParams().getInputs().size();
      return Optional.of(nodes(new RecordedVertex(vertex, layer.parameters(), type), inputs, type));
    }
    return Optional.empty();
  }

  /**
   * The shapes of the inputs are not known yet. The graph is tried with inputs of each number of
   * dimensions, to refuse it early and to see what it ends with; those that it cannot take count
   * for nothing.
   */
  private static Expansion nodes(Definition definition, int inputs, DataType type) {
    List<Recording> tried = tried(definition, inputs);
    Set<String> unknown = unknownInAll(tried);
    if (!unknown.isEmpty()) {
      throw new UnsupportedLayerException(
          "its graph has operations without a rule: " + String.join(", ", unknown));
    }
    RecordedOperation last = tried.isEmpty() ? null : ActivatedDefinition.last(tried.get(0));
    Rule activation = ActivatedDefinition.ruleOf(last);
    if (activation == null || last == null) {
      return Expansion.chain(new DefinedRule(definition, type));
    }
    Definition before = new ActivatedDefinition(definition, last.name());
    return Expansion.chain(new DefinedRule(before, type), activation);
  }

  private static List<Recording> tried(Definition definition, int inputs) {
    List<Recording> tried = new ArrayList<>();
    for (int dimensions = 2; dimensions <= MOST_DIMENSIONS; dimensions++) {
      long[] shape = new long[dimensions];
      Arrays.fill(shape, -1);
      try {
        tried.add(definition.record(IntStream.range(0, inputs).mapToObj(index -> shape).toList()));
      } catch (RuntimeException e) {
        // not for inputs of so many dimensions, or not without their sizes
      }
    }
    return tried;
  }

  private static Set<String> unknownInAll(List<Recording> recordings) {
    Set<String> first = new TreeSet<>();
    for (Recording recording : recordings) {
      Set<String> unknown = unknown(recording);
      if (unknown.isEmpty()) {
        return unknown;
      }
      first = first.isEmpty() ? unknown : first;
    }
    return first;
  }

  /** Returns the operations without a rule among those that work on the inputs. */
  private static Set<String> unknown(Recording recording) {
    Set<String> varying = new HashSet<>(recording.inputs());
    Set<String> unknown = new TreeSet<>();
    for (RecordedOperation operation : recording.operations()) {
      boolean reads = operation.inputs().stream().anyMatch(varying::contains);
      if (reads) {
        varying.addAll(operation.outputs());
      }
      if ((reads && !OperationTable.knows(operation.name())) || operation.isRandom()) {
        unknown.add(operation.name());
      }
    }
    return unknown;
  }
}
