package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.network.NetworkAdapter;
import io.github.dl4jdeeplift.rule.RuleTable;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;

/** A network as it was when it was last looked at, with the programs written for it. */
final class Snapshot {
  private final NetworkAdapter network;
  private final NodeGraph graph;
  private final ParityGate gate;
  private final Map<ProgramKey, Program> programs = new ConcurrentHashMap<>();

  private record ProgramKey(Target.Site site, List<Shape> shapes) {}

  private Snapshot(NetworkAdapter network, RuleTable table) {
    this.network = network;
    this.graph = network.toGraph(table);
    this.gate = new ParityGate(network, graph, table);
  }

  /**
   * Copies a network and gives every layer its rule.
   *
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming every layer without a rule
   */
  static Snapshot of(Model network, RuleTable table) {
    return new Snapshot(NetworkAdapter.copyOf(network), table);
  }

  boolean isOf(Model model) {
    return network.isCopyOf(model);
  }

  NodeGraph graph() {
    return graph;
  }

  ParityGate gate() {
    return gate;
  }

  DataType dataType() {
    return network.dataType();
  }

  List<String> inputNames() {
    return network.inputNames();
  }

  /** Returns the program of a target for a shape of input, written once. */
  Program program(Target target, List<Shape> shapes) {
    return programs.computeIfAbsent(
        new ProgramKey(target.site(), List.copyOf(shapes)),
        key -> new Program(key.site().in(graph), shapes, dataType()));
  }
}
