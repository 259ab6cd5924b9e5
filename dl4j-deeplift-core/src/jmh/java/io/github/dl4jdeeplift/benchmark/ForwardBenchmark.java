package io.github.dl4jdeeplift.benchmark;

import io.github.dl4jdeeplift.OwnForward;
import io.github.dl4jdeeplift.engine.ForwardHalf;
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

/** One forward pass: Deeplearning4j's {@code output()}, and the program's forward half. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForwardBenchmark {
  /** Which network. */
  @Param public BenchmarkNetwork network = BenchmarkNetwork.DEEP_STARR;

  /** Examples of a call. */
  @Param({"1", "64", "512"})
  public int batch;

  private INDArray examples;
  private OutputPass output;
  private ForwardHalf forward;

  /** Builds the network and the program. */
  @Setup
  public void build() {
    examples = network.examples(batch, 1);
    output = new OutputPass(network);
    forward = OwnForward.of(network.build(), examples, network.targets(1));
  }

  /** Runs Deeplearning4j's pass. */
  @Benchmark
  public INDArray output() {
    return output.run(examples);
  }

  /** Runs the program's forward half. */
  @Benchmark
  public long forward() {
    return forward.run(examples);
  }
}
