package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.engine.Program;
import io.github.dl4jdeeplift.network.MaskPlaces;
import io.github.dl4jdeeplift.rule.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
          Map.entry("step", "scalarSimpleShaped Step"),
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
    List<INDArray> examples = List.of(inputs);
    for (DeepLiftBuilder builder : explanations(network)) {
      require(network, builder, Site.Kind.LOGIT, examples);
    }
    for (Site.Kind kind : Site.Kind.values()) {
      require(network, DeepLift.builder(network), kind, examples);
    }
  }

  private static List<Shape> shapes(List<INDArray> arrays) {
    return arrays.stream().map(array -> Shape.ofBatch(array.shape())).toList();
  }

  /** Returns the shapes of the inputs and of the masks that the data make. */
  private static List<Shape> withMasks(Snapshot snapshot, List<INDArray> inputs) {
    List<INDArray> masks =
        snapshot.masked(MaskPlaces.NONE).masksOfData(inputs, shapes(inputs), snapshot.dataType());
    return Stream.concat(shapes(inputs).stream(), shapes(masks).stream()).toList();
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
      Model network, DeepLiftBuilder builder, Site.Kind kind, List<INDArray> inputs) {
    Snapshot snapshot;
    Program program;
    Site site;
    try {
      snapshot = Snapshot.of(network, builder.settings());
      site = new Site(kind, snapshot.graph().outputs().get(0));
      program = snapshot.program(Set.of(site), withMasks(snapshot, inputs), List.of());
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
