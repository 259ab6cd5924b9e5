package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.network.NetworkAdapter;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** A network as it was when it was last looked at, with the programs written for it. */
final class Snapshot {
  private final NetworkAdapter network;
  private final NodeGraph graph;
  private final ParityGate gate;
  private final WantedScores wanted;
  private final Map<ProgramKey, Program> programs = new ConcurrentHashMap<>();

  private record ProgramKey(Set<Site> sites, List<Shape> shapes, List<ChannelSum> sums) {}

  private Snapshot(NetworkAdapter network, Settings settings) {
    this.network = network;
    this.graph = settings.choices().in(network.toGraph(settings.table()));
    this.gate = new ParityGate(network, graph, settings.table());
    this.wanted = settings.wanted();
    wanted.requireIn(graph);
    settings.normalized().requireFor(graph.inputs().size(), "normalizeWeights(..)");
  }

  /**
   * Copies a network and gives every layer its rule.
   *
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming every layer without a rule
   * @throws IllegalArgumentException if the settings name what is not there
   */
  static Snapshot of(Model network, Settings settings) {
    // Copies made inside a workspace of the user's would be overwritten after it.
    try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return new Snapshot(NetworkAdapter.copyOf(network), settings);
    }
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

  /**
   * Returns the program of some sites for a shape of input, written once.
   *
   * @param sites sites that can share a graph
   * @param sums what the channels of the inputs sum to, where weights are to be normalized
   */
  Program program(Set<Site> sites, List<Shape> shapes, List<ChannelSum> sums) {
    return programs.computeIfAbsent(
        new ProgramKey(Set.copyOf(sites), List.copyOf(shapes), List.copyOf(sums)), this::write);
  }

  private Program write(ProgramKey key) {
    NodeGraph explained = graph;
    for (Site site : key.sites()) {
      explained = site.in(explained);
    }
    List<String> nodes = key.sites().stream().map(site -> site.node(graph)).distinct().toList();
    NodeGraph normalized = WeightNormalization.of(explained, key.shapes(), dataType(), key.sums());
    return new Program(
        normalized.withOutputs(nodes), key.shapes(), dataType(), wanted.in(graph, key.shapes()));
  }
}
