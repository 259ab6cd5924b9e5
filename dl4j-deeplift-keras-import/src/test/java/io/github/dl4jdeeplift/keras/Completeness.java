package io.github.dl4jdeeplift.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Explains each output of a network and compares the sum of the contributions with the difference
 * of Keras's own outputs: one example is explained with another for its reference, so that Keras
 * computed both.
 */
final class Completeness {
  private static final double TOLERANCE = 2e-5;

  private Completeness() {}

  /** Requires it of the first element of each output, probabilities included. */
  static void require(KerasFolder folder) {
    ComputationGraph graph = KerasModels.load(folder.model());
    DeepLift deepLift = DeepLift.builder(graph).build();
    INDArray[] inputs = folder.inputs();
    INDArray[] examples = Stream.of(inputs).map(array -> row(array, 0)).toArray(INDArray[]::new);
    Reference[] references =
        Stream.of(inputs).map(array -> Reference.of(row(array, 1))).toArray(Reference[]::new);
    INDArray[] outputs = folder.outputs();
    for (int index = 0; index < outputs.length; index++) {
      String name = graph.getConfiguration().getNetworkOutputs().get(index);
      int[] place = new int[outputs[index].rank() - 1];
      Attribution attribution =
          explained(deepLift, examples, Reference.perInput(references), Target.output(name, place));
      require(attribution, inputs.length, element(outputs[index], 0), element(outputs[index], 1));
    }
  }

  /** After a final softmax or sigmoid, where there is one. */
  private static Attribution explained(
      DeepLift deepLift, INDArray[] examples, Reference reference, Target target) {
    try {
      return deepLift.explain(examples, reference, target.asProbability());
    } catch (IllegalArgumentException noProbabilities) {
      return deepLift.explain(examples, reference, target);
    }
  }

  private static INDArray row(INDArray array, int row) {
    long[] shape = array.shape().clone();
    shape[0] = 1;
    return array.slice(row).dup('c').reshape(shape);
  }

  private static double element(INDArray output, int row) {
    int[] place = new int[output.rank()];
    place[0] = row;
    return output.getDouble(place);
  }

  private static void require(
      Attribution attribution, int inputs, double output, double reference) {
    double sum = 0;
    double size = 0;
    for (int input = 0; input < inputs; input++) {
      INDArray contributions = attribution.contributions(input).castTo(DataType.DOUBLE);
      sum += contributions.sumNumber().doubleValue();
      size += contributions.norm1Number().doubleValue();
    }
    double[] sizes = {1, Math.abs(output), Math.abs(reference), size};
    double scale = Arrays.stream(sizes).max().orElseThrow();
    assertThat(sum).isFinite();
    assertThat(Math.abs(sum - (output - reference))).isLessThan(TOLERANCE * scale);
  }
}
