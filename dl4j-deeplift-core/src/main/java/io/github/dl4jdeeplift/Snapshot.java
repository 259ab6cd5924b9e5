package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.graph.NodeGraph;
import io.github.dl4jdeeplift.network.MaskPlaces;
import io.github.dl4jdeeplift.network.NetworkAdapter;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** A network as it was when it was last looked at, with the programs written for it. */
final class Snapshot {
  private final NetworkAdapter network;
  private final Settings settings;
  private final NodeGraph graph;
  private final WantedScores wanted;
  private final Map<MaskPlaces, MaskedNetwork> masked = new ConcurrentHashMap<>();
  private final Map<ProgramKey, Program> programs = new ConcurrentHashMap<>();
  private @Nullable Snapshot precise;

  private record ProgramKey(
      MaskPlaces masks, Set<Site> sites, List<Shape> shapes, List<ChannelSum> sums) {}

  private Snapshot(NetworkAdapter network, Settings settings) {
    this.network = network;
    this.settings = settings;
    this.graph = masked(MaskPlaces.NONE).whole();
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

  /** Returns the same network in double precision, made once. */
  synchronized Snapshot inDouble() {
    if (precise == null) {
      precise = new Snapshot(network.inDouble(), settings);
    }
    return precise;
  }

  boolean isOf(Model model) {
    return network.isCopyOf(model);
  }

  /** Returns the network's graph, without masks. */
  NodeGraph graph() {
    return graph;
  }

  /**
   * Returns the network as it is with masks.
   *
   * @throws io.github.dl4jdeeplift.rule.UnsupportedLayerException naming every layer that a mask
   *     reaches and that has no masked form
   */
  MaskedNetwork masked(MaskPlaces masks) {
    return masked.computeIfAbsent(
        masks,
        places -> {
          NodeGraph whole = settings.choices().in(network.toGraph(settings.table(), places));
          ParityGate gate = new ParityGate(network, whole, settings.table(), places);
          return MaskedNetwork.of(whole, gate);
        });
  }

  DataType dataType() {
    return network.dataType();
  }

  /** Returns the dimension of time in the sequence that a layer gives, the batch left out. */
  int timeAxis(String layer) {
    return network.timeAxis(layer);
  }

  List<String> inputNames() {
    return network.inputNames();
  }

  /**
   * Returns the program of some sites for a shape of input without masks, written once.
   *
   * @param sites sites that can share a graph
   * @param sums what the channels of the inputs sum to, where weights are to be normalized
   */
  Program program(Set<Site> sites, List<Shape> shapes, List<ChannelSum> sums) {
    return program(MaskPlaces.NONE, sites, shapes, sums);
  }

  /**
   * Returns the program of some sites for a shape of input, written once.
   *
   * @param masks which inputs and outputs have masks
   * @param sites sites that can share a graph
   * @param shapes shapes of the network's inputs and of all masks
   * @param sums what the channels of the inputs sum to, where weights are to be normalized
   */
  Program program(MaskPlaces masks, Set<Site> sites, List<Shape> shapes, List<ChannelSum> sums) {
    return programs.computeIfAbsent(
        new ProgramKey(masks, Set.copyOf(sites), List.copyOf(shapes), List.copyOf(sums)),
        this::write);
  }

  private Program write(ProgramKey key) {
    NodeGraph read = masked(key.masks()).explained();
    NodeGraph explained = read;
    for (Site site : key.sites()) {
      explained = site.in(explained);
    }
    List<String> nodes = key.sites().stream().map(site -> site.node(read)).distinct().toList();
    NodeGraph normalized = WeightNormalization.of(explained, key.shapes(), dataType(), key.sums());
    return new Program(
        normalized.withOutputs(nodes),
        key.shapes(),
        dataType(),
        wanted.in(graph, key.shapes().subList(0, inputNames().size())));
  }
}
