package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.engine.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What holds for the attribution of any network to its inputs. */
final class AttributionProperties {
  private static final int EXAMPLES = 3;

  private final GeneratedNetwork network;
  private final DeepLift deepLift;
  private final Closeness closeness;
  private final INDArray[] inputs;
  private final INDArray[] others;

  AttributionProperties(GeneratedNetwork network, DeepLift deepLift) {
    this.network = network;
    this.deepLift = deepLift;
    this.closeness = Closeness.of(network);
    this.inputs = network.examples(EXAMPLES, 0);
    this.others = network.examples(EXAMPLES, 1);
  }

  private Attribution explained(Target target) {
    return deepLift.explain(
        inputs, GeneratedNetwork.perInput(others, Reference::perExample), target);
  }

  void outputIsTheNetworks() {
    Attribution attribution = explained(network.outputTarget());
    closeness.require("output", attribution.output(), plain(inputs));
    if (!network.makesMasks()) {
      closeness.require("output at the reference", attribution.referenceOutput(), plain(others));
    }
  }

  private INDArray plain(INDArray[] examples) {
    return Nd4j.createFromArray(network.plainOutput(examples));
  }

  void contributionsSum() {
    for (Target target : List.of(network.target(), network.outputTarget())) {
      Attribution attribution = explained(target); // throws where they do not
      for (int example = 0; example < EXAMPLES; example++) {
        double sum = 0;
        double size = 1;
        for (INDArray contributions : attribution.contributionsOfInputs()) {
          INDArray own = contributions.slice(example).castTo(DataType.DOUBLE);
          sum += own.sumNumber().doubleValue();
          size += own.norm1Number().doubleValue();
        }
        double output = attribution.output().getDouble(example);
        double reference = attribution.referenceOutput().getDouble(example);
        assertThat(Math.abs(sum - (output - reference)))
            .as("miss of %s, example %s", target, example)
            .isLessThanOrEqualTo(2 * Tolerance.of(network.dataType(), output, reference, size));
      }
    }
  }

  void zeroAtTheReference() {
    Attribution attribution =
        deepLift.explain(
            inputs,
            GeneratedNetwork.perInput(inputs, Reference::perExample),
            network.outputTarget());
    for (INDArray contributions : attribution.contributionsOfInputs()) {
      assertThat(contributions.amaxNumber().doubleValue()).isZero();
    }
    for (INDArray multipliers : attribution.multipliersOfInputs()) {
      double[] values = multipliers.dup('c').data().asDouble();
      assertThat(Arrays.stream(values).boxed()).allMatch(Double::isFinite);
    }
    assertThat(attribution.output()).isEqualTo(attribution.referenceOutput());
  }

  /** The weights follow from Deeplearning4j's outputs at zeros and at each unit vector. */
  void linearGivesWeights() {
    Attribution attribution = explained(network.outputTarget());
    for (int input = 0; input < inputs.length; input++) {
      INDArray expected = inputs[input].sub(others[input]).castTo(DataType.DOUBLE);
      INDArray weights = weights(input).castTo(DataType.DOUBLE);
      for (int example = 0; example < EXAMPLES; example++) {
        expected.slice(example).muli(weights);
      }
      closeness.require("w·δ", attribution.contributions(input), expected);
    }
  }

  private INDArray weights(int input) {
    int size = Math.toIntExact(inputs[input].slice(0).length());
    INDArray[] units = new INDArray[inputs.length];
    for (int index = 0; index < inputs.length; index++) {
      long[] shape = inputs[index].shape().clone();
      shape[0] = size + 1L;
      units[index] = Nd4j.zeros(network.dataType(), shape);
    }
    for (int unit = 0; unit < size; unit++) {
      units[input].slice(unit + 1).reshape('c', new long[] {size}).putScalar(unit, 1);
    }
    double[] outputs = network.plainOutput(units);
    double[] weights = new double[size];
    Arrays.setAll(weights, unit -> outputs[unit + 1] - outputs[0]);
    return Nd4j.createFromArray(weights).reshape('c', inputs[input].slice(0).shape());
  }

  void batchIsItsRows() {
    Attribution batch = explained(network.target());
    for (int example = 0; example < EXAMPLES; example++) {
      Attribution alone =
          deepLift.explain(
              row(inputs, example),
              GeneratedNetwork.perInput(row(others, example), Reference::of),
              network.target());
      closeness.require(
          "row " + example,
          row(batch.contributionsOfInputs(), example),
          alone.contributionsOfInputs());
      closeness.require(
          "row " + example, row(batch.multipliersOfInputs(), example), alone.multipliersOfInputs());
    }
  }

  static INDArray[] row(INDArray[] arrays, int row) {
    return row(List.of(arrays), row).toArray(INDArray[]::new);
  }

  static List<INDArray> row(List<INDArray> arrays, int row) {
    return arrays.stream()
        .map(array -> array.get(NDArrayIndex.interval(row, row + 1)).dup('c'))
        .toList();
  }

  /** Fortran order, and views into larger arrays, as users' arrays may be. */
  void anyMemoryOrder() {
    Attribution expected = explained(network.target());
    for (boolean fortran : new boolean[] {true, false, true}) {
      INDArray[] examples = stored(inputs, fortran);
      INDArray[] references = stored(others, !fortran);
      Attribution actual =
          deepLift.explain(
              examples,
              GeneratedNetwork.perInput(references, Reference::perExample),
              network.target());
      closeness.require(fortran ? "Fortran order" : "views", actual, expected);
    }
  }

  private static INDArray[] stored(INDArray[] arrays, boolean fortran) {
    List<INDArray> result = new ArrayList<>();
    for (INDArray array : arrays) {
      result.add(fortran ? array.dup('f') : view(array));
    }
    return result.toArray(INDArray[]::new);
  }

  private static INDArray view(INDArray array) {
    int last = array.rank() - 1;
    INDArray larger = Nd4j.concat(last, array, array.mul(3), array);
    org.nd4j.linalg.indexing.INDArrayIndex[] part =
        new org.nd4j.linalg.indexing.INDArrayIndex[array.rank()];
    Arrays.fill(part, NDArrayIndex.all());
    part[last] = NDArrayIndex.interval(0, array.size(last));
    return larger.get(part);
  }
}
