package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.DynamicTest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A small network of random parameters that takes masks, and what must hold of it: the explained
 * value is what Deeplearning4j gives with these masks, contributions sum to its difference from the
 * reference with the example's masks, and one example alone gives what it gives in a batch.
 *
 * @param name what is tried
 * @param shapes shapes of one example, one for each network input
 * @param masks masks of the inputs, a row for each of three examples: of steps, of an image's
 *     cells, or of its rows or columns alone; none for no mask
 * @param network makes the network
 */
record MaskedCase(
    String name, List<long[]> shapes, List<double[][]> masks, Function<DataType, Model> network) {
  private static final int EXAMPLES = CaseArrays.EXAMPLES;

  /** Sequences of 6 steps that end after 6, 4 and 1. */
  static final double[][] LENGTHS = {
    {1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 0, 0}, {1, 0, 0, 0, 0, 0},
  };

  /** Sequences of 6 steps with gaps and padding in front. */
  static final double[][] GAPS = {
    {0, 0, 1, 1, 1, 1}, {1, 0, 1, 0, 1, 0}, {0, 1, 1, 0, 0, 0},
  };

  /** A network of layers in a row over sequences of 6 steps, with both kinds of masks. */
  static Stream<MaskedCase> of(String name, long[] shape, Layer... layers) {
    return Stream.of(LENGTHS, GAPS)
        .map(
            mask ->
                new MaskedCase(
                    name + (mask == GAPS ? " with gaps" : ""),
                    List.of(shape),
                    List.<double[][]>of(mask),
                    type -> LayerCase.inARow(type, layers)));
  }

  /** A graph with inputs {@code in0}, {@code in1}, ... and the output {@code out}. */
  static MaskedCase graph(
      String name,
      List<long[]> shapes,
      List<double[][]> masks,
      Function<GraphBuilder, GraphBuilder> make) {
    return new MaskedCase(name, shapes, masks, type -> LayerCase.graph(type, shapes.size(), make));
  }

  Stream<DynamicTest> tests() {
    return Stream.of(DataType.DOUBLE, DataType.FLOAT).map(this::test);
  }

  /** Deeplearning4j cannot mask some layers in double precision. */
  Stream<DynamicTest> testsInFloat() {
    return Stream.of(test(DataType.FLOAT));
  }

  private DynamicTest test(DataType type) {
    return DynamicTest.dynamicTest(name + " " + type, () -> check(type));
  }

  private void check(DataType type) {
    Model model = network.apply(type);
    CaseArrays.randomize(model, type);
    INDArray[] inputs = CaseArrays.examples(shapes, type, 1);
    INDArray[] references = CaseArrays.examples(shapes, type, 2);
    Masks masked = Masks.ofInputs(maskArrays(type));
    for (NonlinearityRule rule :
        List.of(NonlinearityRule.RESCALE, NonlinearityRule.REVEAL_CANCEL)) {
      DeepLift deepLift =
          DeepLift.builder(model).nonlinearityRule(rule).requireCompleteness().build();
      INDArray output = output(model, inputs, type);
      Random random = new Random(8);
      for (int trial = 0; trial < 2; trial++) {
        int[] place = CaseArrays.place(output, random);
        Target target = Target.layer(deepLift.outputNames().get(0), place);
        Reference reference = GeneratedNetwork.perInput(references, Reference::perExample);
        Attribution attribution =
            deepLift.explain(inputs, masked, reference, List.of(target)).get(0);
        INDArray compared = output(model, references, type);
        checkSum(attribution, output, compared, place);
        INDArray[] shared = rows(references, 0);
        Reference one = GeneratedNetwork.perInput(shared, Reference::of);
        Attribution batch = deepLift.explain(inputs, masked, one, List.of(target)).get(0);
        checkAlone(deepLift, inputs, one, target, batch, type);
      }
    }
  }

  private void checkSum(Attribution attribution, INDArray output, INDArray compared, int... place) {
    boolean isRounded =
        name.contains("LastTimeStep "); // by Deeplearning4j, in double precision too
    double tolerance = output.dataType() == DataType.DOUBLE && !isRounded ? 1e-10 : 2e-5;
    for (int example = 0; example < EXAMPLES; example++) {
      double value = CaseArrays.at(output, example, place);
      double reference = CaseArrays.at(compared, example, place);
      double size = Math.max(1, Math.max(Math.abs(value), Math.abs(reference)));
      assertThat(Math.abs(attribution.output().getDouble(example) - value))
          .as("output at %s of example %s", Arrays.toString(place), example)
          .isLessThan(tolerance * size);
      double sum = 0;
      for (INDArray contributions : attribution.contributionsOfInputs()) {
        INDArray own = contributions.slice(example);
        sum += own.sumNumber().doubleValue();
        size += own.norm1Number().doubleValue();
      }
      assertThat(Math.abs(sum - (value - reference)))
          .as("sum at %s of example %s", Arrays.toString(place), example)
          .isLessThan(tolerance * size);
    }
  }

  /** The last example without the others. */
  private void checkAlone(
      DeepLift deepLift,
      INDArray[] inputs,
      Reference reference,
      Target target,
      Attribution batch,
      DataType type) {
    int last = EXAMPLES - 1;
    Masks own = Masks.ofInputs(rows(maskArrays(type), last));
    Attribution alone =
        deepLift.explain(rows(inputs, last), own, reference, List.of(target)).get(0);
    for (int input = 0; input < inputs.length; input++) {
      INDArray expected = batch.contributionsOfInputs().get(input).slice(last);
      INDArray actual = alone.contributionsOfInputs().get(input).slice(0);
      assertThat(actual.sub(expected).amaxNumber().doubleValue())
          .as("contributions of input %s alone and in a batch", input)
          .isLessThan(type == DataType.DOUBLE ? 1e-12 : 1e-5);
    }
  }

  private static INDArray[] rows(INDArray[] arrays, int row) {
    return Arrays.stream(arrays)
        .map(
            array -> {
              if (array == null) {
                return null;
              }
              long[] shape = array.shape().clone();
              shape[0] = 1;
              return array.slice(row).dup('c').reshape(shape);
            })
        .toArray(INDArray[]::new);
  }

  private INDArray output(Model model, INDArray[] inputs, DataType type) {
    return PlainOutput.masked(model, inputs, maskArrays(type))[0];
  }

  private INDArray[] maskArrays(DataType type) {
    List<INDArray> arrays = new ArrayList<>();
    for (int input = 0; input < masks.size(); input++) {
      double[][] mask = masks.get(input);
      arrays.add(
          mask.length == 0
              ? null
              : Nd4j.createFromArray(mask)
                  .castTo(type)
                  .reshape('c', shape(mask[0].length, shapes.get(input))));
    }
    return arrays.toArray(INDArray[]::new);
  }

  private static long[] shape(long cells, long... input) {
    if (input.length < 3) {
      return new long[] {EXAMPLES, cells};
    }
    long height = cells == input[2] ? 1 : input[1];
    return new long[] {EXAMPLES, 1, height, cells / height};
  }
}
