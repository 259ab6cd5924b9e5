package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.rule.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the released nd4j-cuda-11.6 can run, as {@code scripts/list_cuda_operations.py} reads it off
 * its library: operations of the registry, and kernels for the functions that ND4J calls by number.
 */
final class CudaOperations {
  private static final Set<String> LISTED = read();

  /** ND4J's names of functions that it calls by number, and the kernels that compute them. */
  private static final Map<String, String> KERNELS =
      Map.ofEntries(
          Map.entry("abs", "transformSameSimple Abs"),
          Map.entry("add_scalar", "scalarSimpleShaped Add"),
          Map.entry("cos", "transformStrictSimple Cosine"),
          Map.entry("erf", "transformStrictSimple Erf"),
          Map.entry("equals_scalar", "scalarSimpleShaped EqualTo"),
          Map.entry("exp", "transformStrictSimple Exp"),
          Map.entry("greaterthan_scalar", "scalarSimpleShaped GreaterThan"),
          Map.entry("greaterthanorequal_scalar", "scalarSimpleShaped GreaterThanOrEqual"),
          Map.entry("log", "transformStrictSimple Log"),
          Map.entry("max_scalar", "scalarSimpleShaped MaxPairwise"),
          Map.entry("mul_scalar", "scalarSimpleShaped Multiply"),
          Map.entry("neg", "transformSameSimple Neg"),
          Map.entry("pow", "scalarSimpleShaped Pow"),
          Map.entry("rdiv_scalar", "scalarSimpleShaped ReverseDivide"),
          Map.entry("rsub_scalar", "scalarSimpleShaped ReverseSubtract"),
          Map.entry("scalar_min", "scalarSimpleShaped MinPairwise"),
          Map.entry("sign", "transformSameSimple Sign"),
          Map.entry("sin", "transformStrictSimple Sin"),
          Map.entry("sinh", "transformStrictSimple Sinh"),
          Map.entry("sqrt", "transformFloatSimple Sqrt"),
          Map.entry("sub_scalar", "scalarSimpleShaped Subtract"));

  private CudaOperations() {}

  private static Set<String> read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                CudaOperations.class.getResourceAsStream("/cuda-operations.txt"),
                StandardCharsets.UTF_8))) {
      return reader.lines().collect(Collectors.toSet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static boolean has(String operation) {
    return LISTED.contains("operation " + operation)
        || LISTED.contains("kernel " + KERNELS.get(operation));
  }

  /** Requires that all operations which explain a network by any rule are there. */
  static void requireFor(Model network, INDArray... inputs) {
    List<Shape> shapes =
        Arrays.stream(inputs)
            .map(input -> new Shape(Arrays.copyOfRange(input.shape(), 1, input.rank())))
            .toList();
    for (DeepLiftBuilder builder : explanations(network)) {
      require(network, builder, Site.Kind.LOGIT, shapes);
    }
    for (Site.Kind kind : Site.Kind.values()) {
      require(network, DeepLift.builder(network), kind, shapes);
    }
  }

  private static List<DeepLiftBuilder> explanations(Model network) {
    List<DeepLiftBuilder> result = new ArrayList<>();
    for (NonlinearityRule rule : NonlinearityRule.values()) {
      result.add(DeepLift.builder(network).nonlinearityRule(rule));
    }
    for (MaxPoolingRule rule : MaxPoolingRule.values()) {
      result.add(DeepLift.builder(network).maxPoolingRule(rule));
    }
    return result;
  }

  private static void require(
      Model network, DeepLiftBuilder builder, Site.Kind kind, List<Shape> shapes) {
    Snapshot snapshot;
    Program program;
    Site site;
    try {
      snapshot = Snapshot.of(network, builder.settings());
      site = new Site(kind, snapshot.graph().outputs().get(0));
      program = snapshot.program(Set.of(site), shapes, List.of());
    } catch (IllegalArgumentException refused) {
      return; // no such target here, or no genomics default
    }
    Set<String> operations = new TreeSet<>(program.forwardOperations());
    operations.addAll(program.backwardOperations(site.node(snapshot.graph())));
    operations.removeIf(CudaOperations::has);
    assertThat(operations)
        .as(
            "operations that are neither in the registry nor among KERNELS: choose others, or a row")
        .isEmpty();
  }
}
