package io.github.dl4jdeeplift;

import io.github.dl4jdeeplift.engine.ForwardHalf;
import io.github.dl4jdeeplift.rule.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gives the forward half of the program that explains a network. */
public final class OwnForward {
  private OwnForward() {}

  /**
   * Writes the program.
   *
   * @param network the network
   * @param examples its examples
   * @param targets what is explained
   */
  public static ForwardHalf of(Model network, INDArray examples, List<Target> targets) {
    Snapshot snapshot = Snapshot.of(network, DeepLift.builder(network).settings());
    Set<Site> sites = targets.stream().map(Target::site).collect(Collectors.toSet());
    long[] shape = examples.shape();
    Shape ofExample = new Shape(Arrays.copyOfRange(shape, 1, shape.length));
    return new ForwardHalf(snapshot.program(sites, List.of(ofExample), List.of()));
  }
}
