package io.github.dl4jdeeplift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What holds for several references: they give the mean of what each gives alone. */
final class ReferenceProperties {
  private final GeneratedNetwork network;
  private final DeepLift deepLift;
  private final Closeness closeness;

  ReferenceProperties(GeneratedNetwork network, DeepLift deepLift) {
    this.network = network;
    this.deepLift = deepLift;
    this.closeness = Closeness.of(network);
  }

  private record Means(
      List<INDArray> contributions, List<INDArray> multipliers, INDArray referenceOutput) {

    static Means of(List<Attribution> parts) {
      Attribution first = parts.get(0);
      List<INDArray> contributions =
          first.contributionsOfInputs().stream().map(INDArray::ulike).toList();
      List<INDArray> multipliers =
          first.contributionsOfInputs().stream().map(INDArray::ulike).toList();
      contributions.forEach(sum -> sum.assign(0));
      multipliers.forEach(sum -> sum.assign(0));
      INDArray output = Nd4j.zerosLike(first.referenceOutput());
      for (Attribution part : parts) {
        double share = 1.0 / parts.size();
        output.addi(part.referenceOutput().mul(share));
        for (int input = 0; input < contributions.size(); input++) {
          contributions.get(input).addi(part.contributions(input).mul(share));
          multipliers.get(input).addi(part.multipliers(input).mul(share));
        }
      }
      return new Means(contributions, multipliers, output);
    }
  }

  private void requireMean(String what, Attribution several, List<Attribution> parts) {
    Means means = Means.of(parts);
    closeness.require(
        what + ", contributions", several.contributionsOfInputs(), means.contributions());
    closeness.require(what + ", multipliers", several.multipliersOfInputs(), means.multipliers());
    closeness.require(
        what + ", reference output", several.referenceOutput(), means.referenceOutput());
    closeness.require(what + ", output", several.output(), parts.get(0).output());
  }

  /** More references than examples and fewer take different ways. */
  void sharedAreAveraged() {
    for (int count : new int[] {2, 5}) {
      INDArray[] inputs = network.examples(3, 0);
      INDArray[] rows = network.examples(count, 2);
      Attribution several =
          deepLift.explain(
              inputs, GeneratedNetwork.perInput(rows, Reference::average), network.target());
      List<Attribution> parts = new ArrayList<>();
      for (int row = 0; row < count; row++) {
        INDArray[] alone = AttributionProperties.row(rows, row);
        parts.add(
            deepLift.explain(
                inputs, GeneratedNetwork.perInput(alone, Reference::of), network.target()));
      }
      requireMean(count + " shared references", several, parts);
    }
  }

  /** Makes references of its own for each example, and remembers them in their order. */
  private static final class Recorder implements ReferenceFunction {
    private final Map<String, Map<Long, INDArray>> made = new HashMap<>();

    @Override
    public INDArray reference(INDArray example, long seed) {
      INDArray reference = example.mul(new Random(seed).nextGaussian()).addi(0.1);
      made.computeIfAbsent(example.toStringFull(), key -> new LinkedHashMap<>())
          .put(seed, reference);
      return reference.dup();
    }

    INDArray rows(INDArray examples, int number) {
      INDArray rows = examples.ulike();
      for (int example = 0; example < examples.size(0); example++) {
        INDArray own = AttributionProperties.row(List.of(examples), example).get(0);
        List<INDArray> all = new ArrayList<>(made.get(own.toStringFull()).values());
        rows.slice(example).assign(all.get(number).slice(0));
      }
      return rows;
    }
  }

  /** Not with indices, of which the recorder's references would be none. */
  void ownAreAveraged() {
    if (network.sketch().inputs().stream()
        .anyMatch(input -> input.format() == NetworkSketch.Format.INDICES)) {
      return;
    }
    for (int count : new int[] {2, 5}) {
      INDArray[] inputs = network.examples(3, 0);
      List<Recorder> recorders = new ArrayList<>();
      Reference[] functions = new Reference[inputs.length];
      for (int input = 0; input < inputs.length; input++) {
        Recorder recorder = new Recorder();
        recorders.add(recorder);
        functions[input] = Reference.from(recorder, count, 7);
      }
      Attribution several =
          deepLift.explain(inputs, Reference.perInput(functions), network.target());
      List<Attribution> parts = new ArrayList<>();
      for (int number = 0; number < count; number++) {
        Reference[] alone = new Reference[inputs.length];
        for (int input = 0; input < inputs.length; input++) {
          alone[input] = Reference.perExample(recorders.get(input).rows(inputs[input], number));
        }
        parts.add(deepLift.explain(inputs, Reference.perInput(alone), network.target()));
      }
      requireMean(count + " references for each example", several, parts);
    }
  }

  void tilesChangeNothing() {
    long bytes = network.seed() % 8 == 1 ? 1 : 20_000; // one pair at a time, or some
    DeepLift tiled = RandomRules.choose(network).memoryLimit(bytes).build();
    for (int references : new int[] {2, 5}) {
      INDArray[] inputs = network.examples(4, 0);
      Reference reference =
          GeneratedNetwork.perInput(network.examples(references, 2), Reference::average);
      Attribution whole = deepLift.explain(inputs, reference, network.target());
      closeness.require(
          references + " references", tiled.explain(inputs, reference, network.target()), whole);
    }
  }
}
