package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.OwnForward;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.engine.ForwardHalf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a {@link BenchmarkServer} works on: a network, data, and what is explained. */
final class Session {
  /** Enough to keep the memory of all workloads that take turns; no tile depends on it. */
  private static final long MEMORY = 2L << 30;

  private @Nullable BenchmarkNetwork kind;
  private @Nullable Model network;
  private @Nullable Workload workload;
  private final Map<NonlinearityRule, DeepLift> prepared = new EnumMap<>(NonlinearityRule.class);
  private List<Target> targets = List.of();
  private @Nullable ForwardHalf forward;
  private @Nullable OutputPass output;
  private List<Attribution> explained = List.of();

  void build(BenchmarkNetwork wanted, Path folder) throws IOException {
    kind = wanted;
    network = wanted.build();
    output = new OutputPass(wanted);
    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      write(parameter.getValue(), folder.resolve(parameter.getKey() + ".npy"));
    }
  }

  void read(Path examples, Path references) {
    INDArray inputs = Nd4j.createFromNpyFile(examples.toFile());
    INDArray rows = Nd4j.createFromNpyFile(references.toFile());
    Reference reference =
        rows.rank() == inputs.rank() ? Reference.of(rows) : ChosenReferences.of(inputs, rows);
    workload = new Workload(inputs, reference);
  }

  void prepare(NonlinearityRule rule, int count) {
    Model model = required(network);
    targets = required(kind).targets(count);
    forward = OwnForward.of(model, examples(), targets);
    prepared.put(rule, DeepLift.builder(model).nonlinearityRule(rule).memoryLimit(MEMORY).build());
  }

  void explain(NonlinearityRule rule) {
    explained =
        required(prepared.get(rule))
            .explain(new INDArray[] {examples()}, required(workload).reference(), targets);
  }

  void forward() {
    required(forward).run(examples());
  }

  void output() {
    required(output).run(examples());
  }

  private INDArray examples() {
    return required(workload).examples();
  }

  void save(Path file) throws IOException {
    INDArray[] contributions =
        explained.stream().map(Attribution::contributions).toArray(INDArray[]::new);
    write(Nd4j.stack(0, contributions), file);
  }

  private static void write(INDArray array, Path file) throws IOException {
    Files.write(file, Nd4j.toNpyByteArray(array.dup('c')));
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("network, data, prepare come first, in this order");
    }
    return value;
  }
}
