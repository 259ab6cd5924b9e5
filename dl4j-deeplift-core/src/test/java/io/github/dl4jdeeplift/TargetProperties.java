package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What holds for targets and hidden layers of any network. */
final class TargetProperties {
  private static final int EXAMPLES = 3;

  private final GeneratedNetwork network;
  private final DeepLift deepLift;
  private final Closeness closeness;
  private final INDArray[] inputs;
  private final Reference reference;

  TargetProperties(GeneratedNetwork network, DeepLift deepLift) {
    this.network = network;
    this.deepLift = deepLift;
    this.closeness = Closeness.of(network);
    this.inputs = network.examples(EXAMPLES, 3);
    this.reference = network.otherExamples(EXAMPLES, 4);
  }

  private long[] shape() {
    return network.outputs().get(0).shape();
  }

  private String output() {
    return network.outputs().get(0).name();
  }

  private List<Target> places() {
    List<Target> targets = new ArrayList<>();
    int[] place = new int[shape().length];
    for (int element = 0; element < network.outputs().get(0).length(); element++) {
      int rest = element;
      for (int axis = place.length - 1; axis >= 0; axis--) {
        place[axis] = (int) (rest % shape()[axis]);
        rest = (int) (rest / shape()[axis]);
      }
      targets.add(Target.output(output(), place.clone()));
    }
    return targets;
  }

  void severalTargetsAreEachAlone() {
    List<Target> targets = new ArrayList<>(places());
    targets.add(network.outputTarget());
    List<Attribution> together = deepLift.explain(inputs, reference, targets);
    for (int index = 0; index < targets.size(); index++) {
      Attribution alone = deepLift.explain(inputs, reference, targets.get(index));
      closeness.require("target " + index, together.get(index), alone);
    }
  }

  /** Multipliers are linear in the target. */
  void weightedTargetIsTheSum() {
    Random random = new Random(network.seed());
    INDArray weights = Nd4j.create(DataType.DOUBLE, shape());
    for (long element = 0; element < weights.length(); element++) {
      weights.putScalar(element, random.nextGaussian());
    }
    Target weighted = Target.weighted(weights).ofOutput(output());
    Attribution actual = deepLift.explain(inputs, reference, weighted);
    List<Attribution> parts = deepLift.explain(inputs, reference, places());
    for (int input = 0; input < inputs.length; input++) {
      INDArray sum = Nd4j.zeros(DataType.DOUBLE, inputs[input].shape());
      for (int element = 0; element < parts.size(); element++) {
        INDArray part = parts.get(element).contributions(input).castTo(DataType.DOUBLE);
        sum.addi(part.mul(weights.getDouble(element)));
      }
      closeness.require("weighted", actual.contributions(input), sum);
    }
  }

  /** Whatever the target, contributions sum to its difference, or it is refused by its reason. */
  void everyKindOfTargetSums() {
    List<Target> targets = new ArrayList<>();
    targets.add(Target.perExample(0, 0, 0).ofOutput(output()));
    if (shape().length == 1) {
      targets.add(Target.predictedClass().ofOutput(output()));
    }
    for (Target target : places()) {
      requireSum(target.asProbability(), "neither softmax nor sigmoid");
      requireSum(target.meanNormalized(), "does not end in softmax");
    }
    deepLift.explain(inputs, reference, targets); // throws where they do not
  }

  private void requireSum(Target target, String refusal) {
    try {
      deepLift.explain(inputs, reference, target);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(refusal);
    }
  }

  /** Deeplearning4j's own values at the layer tell the difference that the parts sum to. */
  void partsSumToTheLayersDifference() {
    String layer = output();
    DeepLift hidden = DeepLift.builder(network.network()).attributeTo(layer).build();
    Target target = network.outputTarget();
    INDArray[] others = network.examples(EXAMPLES, 4);
    Attribution attribution = hidden.explain(inputs, reference, target);
    INDArray parts = attribution.positivePart(layer).add(attribution.negativePart(layer));
    INDArray difference =
        PlainOutput.of(network.network(), inputs)[0].sub(
            PlainOutput.of(network.network(), others)[0]);
    if (!network.makesMasks()) {
      closeness.require("parts", parts, difference);
    }
    assertThat(attribution.contributions(layer).shape()).isEqualTo(difference.shape());
  }
}
