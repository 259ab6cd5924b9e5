package io.github.dl4jdeeplift;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How scores were made, so that they can be made again.
 *
 * @param libraryVersion version of this library
 * @param deeplearning4jVersion version of Deeplearning4j
 * @param backend ND4J's backend, such as CPU
 * @param dataType type in which the network was computed
 * @param rules what was done at each node, by node
 * @param reference the reference
 * @param target the explained quantity
 */
public record Provenance(
    String libraryVersion,
    String deeplearning4jVersion,
    String backend,
    String dataType,
    Map<String, String> rules,
    String reference,
    String target) {
  /** Copies the map, its order kept. */
  public Provenance {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  /** Describes how a network is explained. */
  static Provenance of(Snapshot network, Reference reference, Target target) {
    return new Provenance(
        Versions.own(),
        Versions.deeplearning4j(),
        Versions.backend(),
        network.dataType().name(),
        rulesOf(network),
        reference.description(),
        target.toString());
  }

  /** Returns what is done at each node of a network, by node, in order. */
  static Map<String, String> rulesOf(Snapshot network) {
    Map<String, String> rules = new LinkedHashMap<>();
    network.graph().nodes().forEach(node -> rules.put(node.name(), node.rule().description()));
    return Collections.unmodifiableMap(rules);
  }
}
