package io.github.dl4jdeeplift;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdeeplift.NetworkSketch.Format;
import io.github.dl4jdeeplift.NetworkSketch.Value;
import io.github.dl4jdeeplift.rule.UnsupportedLayerException;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What holds with masks of the sequences and images among a network's inputs. */
final class MaskProperties {
  private static final int EXAMPLES = 3;

  private final GeneratedNetwork network;
  private final DeepLift deepLift;

  MaskProperties(GeneratedNetwork network, DeepLift deepLift) {
    this.network = network;
    this.deepLift = deepLift;
  }

  private INDArray mask(Value input, Random random) {
    if (input.format() == Format.NCHW) {
      return imageMask(input, random);
    }
    if (!input.format().isSequence() && input.format() != Format.INDICES) {
      return null;
    }
    int steps = Math.toIntExact(input.format() == Format.INDICES ? input.length() : input.size(0));
    INDArray mask = Nd4j.ones(network.dataType(), EXAMPLES, steps);
    for (int example = 0; example < EXAMPLES; example++) {
      for (int step = 1 + random.nextInt(steps); step < steps; step++) {
        mask.putScalar(new int[] {example, step}, 0);
      }
    }
    return mask;
  }

  /** Each image ends at a row and a column of its own, or at a column alone. */
  private INDArray imageMask(Value input, Random random) {
    int height = random.nextInt(3) == 0 ? 1 : Math.toIntExact(input.size(0));
    int width = Math.toIntExact(input.size(1));
    INDArray mask = Nd4j.zeros(network.dataType(), EXAMPLES, 1, height, width);
    for (int example = 0; example < EXAMPLES; example++) {
      int rows = 1 + random.nextInt(height);
      int columns = 1 + random.nextInt(width);
      for (int cell = 0; cell < rows * columns; cell++) {
        mask.putScalar(new int[] {example, 0, cell / columns, cell % columns}, 1);
      }
    }
    return mask;
  }

  /**
   * Contributions sum to what Deeplearning4j makes of the masks, or these are refused: by name, or
   * since Deeplearning4j itself fails with them.
   */
  void maskedContributionsSum() {
    Random random = new Random(network.seed() + 5);
    INDArray[] masks =
        network.sketch().inputs().stream()
            .map(input -> mask(input, random))
            .toArray(INDArray[]::new);
    try {
      deepLift.explain(
          network.examples(EXAMPLES, 0),
          Masks.ofInputs(masks),
          network.otherExamples(EXAMPLES, 1),
          List.of(network.target(), network.outputTarget())); // throws where they do not
    } catch (DL4JInvalidInputException e) {
      assertThat(e).hasMessageContaining("do not fit: layer");
    } catch (UnsupportedLayerException e) {
      assertThat(e).hasMessageContaining("mask");
    } catch (ParityException e) {
      assertThat(e).hasMessageContaining("own output() fails with these masks");
    }
  }
}
