package io.github.dl4jdeeplift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Plans against SameDiff's own executor and against numbers worked out by hand. */
class SameDiffRunnerTest {
  private final SameDiff program = SameDiff.create();
  private final SDVariable x = program.placeHolder("x", DataType.FLOAT, -1, 6);

  private static INDArray numbers(long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return Nd4j.linspace(DataType.FLOAT, -2, 0.25, length).reshape('c', shape);
  }

  /** Arrays die, are overwritten, shown under other shapes, read twice and read after a view. */
  @Test
  void plan_givesWhatSameDiffGives() {
    SDVariable doubled = x.mul(2);
    SDVariable view = doubled.reshape(-1, 3, 2);
    SDVariable sum = view.add(view.mul(view)).sum(true, 2);
    SDVariable row = program.constant(numbers(1, 3, 1)).mul(3);
    SDVariable broadcast = view.sub(sum).mul(row);
    SDVariable late = doubled.add(broadcast.reshape(-1, 6)).add(1);
    Map<String, SDVariable> wanted = Map.of("sum", sum, "late", late, "view", view);
    SameDiffRunner runner = new SameDiffRunner(program);
    for (int rows : new int[] {4, 1, 4}) {
      INDArray fed = numbers(rows, 6);
      try (SameDiffRunner.Results results = runner.run(Map.of("x", fed), wanted)) {
        wanted.forEach(
            (name, variable) ->
                assertThat(results.values().get(name))
                    .isEqualTo(
                        program.output(Map.of("x", fed), variable.name()).get(variable.name())));
      }
    }
  }

  @Test
  void results_keepTheirNumbersUntilTheyAreClosed() {
    SDVariable squares = x.mul(x);
    SameDiffRunner runner = new SameDiffRunner(program);
    Map<String, SDVariable> wanted = Map.of("squares", squares);
    SameDiffRunner.Results threes = runner.run(Map.of("x", full(3)), wanted);
    SameDiffRunner.Results fours = runner.run(Map.of("x", full(4)), wanted);
    assertThat(threes.values().get("squares")).isEqualTo(full(9));
    assertThat(fours.values().get("squares")).isEqualTo(full(16));
  }

  private static INDArray full(double value) {
    return Nd4j.valueArrayOf(new long[] {2, 6}, value, DataType.FLOAT);
  }

  @Test
  void placeholder_comesBackAsItWasFed() {
    INDArray fed = full(5);
    Map<String, SDVariable> wanted = Map.of("x", x, "negative", x.neg());
    assertThat(new SameDiffRunner(program).run(Map.of("x", fed), wanted).values().get("x"))
        .isSameAs(fed);
  }

  /** Whole numbers that a program computes may decide on shapes, so such programs have no plan. */
  @Test
  void programOfComputedShapes_runsBySameDiff() {
    SDVariable shaped = x.neg().reshape(program.shape(x.permute(1, 0)));
    Map<String, SDVariable> wanted = Map.of("shaped", shaped);
    assertThat(Schedule.of(program, wanted)).isNull();
    INDArray result =
        new SameDiffRunner(program).run(Map.of("x", full(3)), wanted).values().get("shaped");
    assertThat(result.shape()).containsExactly(6, 2);
    assertThat(result.sumNumber().doubleValue()).isEqualTo(-36);
  }

  /** Places at which rows are looked up decide on no shape. */
  @Test
  void programOfComputedPlaces_hasAPlan() {
    SDVariable place = x.argmax(1);
    SDVariable gathered = program.gather(program.constant(numbers(6)), place, 0);
    Map<String, SDVariable> wanted = Map.of("gathered", gathered);
    assertThat(Schedule.of(program, wanted)).isNotNull();
    SameDiffRunner runner = new SameDiffRunner(program);
    INDArray result = runner.run(Map.of("x", numbers(2, 6)), wanted).values().get("gathered");
    // The largest of each row stands last: the sixth of -2, -1.75, ... is -0.75.
    assertThat(result.toFloatVector()).containsExactly(-0.75f, -0.75f);
    INDArray negated =
        runner.run(Map.of("x", numbers(2, 6).neg()), wanted).values().get("gathered");
    assertThat(negated.toFloatVector()).containsExactly(-2f, -2f);
  }

  /** Both the part that varies and the part that does not read and overwrite. */
  @Test
  void repeatedRuns_giveWhatSingleRunsGive() {
    SDVariable seed = program.placeHolder("seed", DataType.FLOAT, 1, 6);
    SDVariable fixed = x.mul(x).add(1);
    SDVariable result = fixed.mul(seed).add(fixed.reshape(-1, 6).sub(2)).mul(seed);
    Map<String, SDVariable> wanted = Map.of("result", result, "fixed", fixed);
    INDArray fed = numbers(3, 6);
    List<INDArray> seeds = List.of(numbers(1, 6), numbers(1, 6).add(1), numbers(1, 6).mul(3));
    List<INDArray> found = new ArrayList<>();
    new SameDiffRunner(program)
        .run(
            Map.of("x", fed),
            new SameDiffRunner.Varying("seed", seeds),
            wanted,
            values -> found.add(values.get("result").dup()));
    for (int run = 0; run < seeds.size(); run++) {
      Map<String, INDArray> all = Map.of("x", fed, "seed", seeds.get(run));
      assertThat(found.get(run)).isEqualTo(program.output(all, result.name()).get(result.name()));
    }
  }

  /** The oldest plan goes first where the memory is full. */
  @Test
  void idlePlans_stayUnderTheirLimit() {
    Map<String, SDVariable> wanted = Map.of("squares", x.mul(x));
    Schedule schedule = Schedule.of(program, wanted);
    // Each plan holds 2 x 6 floats, 48 bytes.
    IdlePlans plans = new IdlePlans(100);
    Object owner = new Object();
    for (long number = 0; number < 3; number++) {
      Plan plan = PlanWriter.write(schedule, Map.of("x", full(1)));
      plans.giveBack(owner, List.of(List.of(number)), plan);
    }
    assertThat(plans.take(owner, List.of(List.of(0L)))).isNull();
    assertThat(plans.take(owner, List.of(List.of(2L)))).isNotNull();
    assertThat(plans.take(owner, List.of(List.of(2L)))).isNull();
  }

  @Test
  void idlePlans_underASmallerLimit_goAtOnce() {
    Schedule schedule = Schedule.of(program, Map.of("squares", x.mul(x)));
    IdlePlans plans = new IdlePlans(1000);
    Object owner = new Object();
    for (long number = 0; number < 3; number++) {
      Plan plan = PlanWriter.write(schedule, Map.of("x", full(1)));
      plans.giveBack(owner, List.of(List.of(number)), plan);
    }
    assertThat(plans.bytes()).isEqualTo(3 * 48);
    plans.limit(50);
    assertThat(plans.bytes()).isEqualTo(48);
    assertThat(plans.take(owner, List.of(List.of(1L)))).isNull();
    assertThat(plans.take(owner, List.of(List.of(2L)))).isNotNull();
  }

  private static DenseLayer dense(int in, int out, Activation activation) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(activation).build();
  }

  /** 100 rows of 1000 doubles between two layers take 800,000 bytes. */
  @Test
  void callsUnderAMemoryLimit_leaveNoMoreThanThat() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list(dense(10, 1000, Activation.TANH), dense(1000, 1, Activation.IDENTITY))
                .build());
    network.init();
    INDArray rows = Nd4j.rand(DataType.DOUBLE, 100, 10);
    DeepLift.builder(network).build().explain(rows, Reference.zeros(), Target.logit(0));
    assertThat(IdlePlans.SHARED.bytes()).isGreaterThan(800_000);
    DeepLift limited = DeepLift.builder(network).memoryLimit(300_000).build();
    limited.explain(rows, Reference.zeros(), Target.logit(0));
    assertThat(IdlePlans.SHARED.bytes()).isLessThan(300_000);
  }
}
