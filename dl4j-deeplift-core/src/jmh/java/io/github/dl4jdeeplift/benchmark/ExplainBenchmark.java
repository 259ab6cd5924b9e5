package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.Target;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code explain()}, by Rescale, RevealCancel and the plain gradient.
 *
 * <p>One reference is shared by all examples; twenty are each example's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ExplainBenchmark {
  /** Which network. */
  @Param public BenchmarkNetwork network = BenchmarkNetwork.DEEP_STARR;

  /** How nonlinearities are explained. */
  @Param({"RESCALE", "REVEAL_CANCEL", "GRADIENT"})
  public NonlinearityRule rule = NonlinearityRule.RESCALE;

  /** Examples of a call. */
  @Param({"1", "64", "512"})
  public int batch;

  /** References for each example. */
  @Param({"1", "20"})
  public int references;

  /** Targets of a call. */
  @Param({"1", "10"})
  public int targets;

  private DeepLift deepLift;
  private Workload workload;
  private List<Target> explained;

  /** Builds the network and the program. */
  @Setup
  public void build() {
    deepLift = DeepLift.builder(network.build()).nonlinearityRule(rule).build();
    workload = Workload.of(network, batch, references);
    explained = network.targets(targets);
  }

  /** Explains all examples. */
  @Benchmark
  public List<Attribution> explain() {
    return deepLift.explain(new INDArray[] {workload.examples()}, workload.reference(), explained);
  }
}
