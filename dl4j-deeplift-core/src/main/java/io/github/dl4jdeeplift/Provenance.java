package io.github.dl4jdeeplift;

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
    rules = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(rules));
  }
}
