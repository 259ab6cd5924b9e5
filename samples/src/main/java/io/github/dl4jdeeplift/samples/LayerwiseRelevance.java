package io.github.dl4jdeeplift.samples;

import io.github.dl4jdeeplift.Attribution;
import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.genomics.drawing.HeatMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Section 3.3 of the 2016 paper: on a network of ReLUs, layer-wise relevance propagation with the
 * biases in its denominators is gradient × input. DeepLIFT against zeros is the same where the
 * network has no biases, and another thing where it has some.
 *
 * <p>Prints the largest differences on digits, for a network with biases and one without, and draws
 * five digits.
 */
public final class LayerwiseRelevance {
  private static final int DRAWN = 5;

  private LayerwiseRelevance() {}

  /**
   * Three scores of the same pixels, each {@code [n, 1024]}, for the logit of the predicted digit.
   *
   * @param relevance layer-wise relevance propagation
   * @param gradientTimesInput gradient × input
   * @param deepLift DeepLIFT's contributions against zeros
   * @param change {@code [n]}, the logit less the logit of an empty image
   */
  record Scores(
      INDArray relevance, INDArray gradientTimesInput, INDArray deepLift, INDArray change) {

    static Scores of(MultiLayerNetwork network, INDArray digits) {
      Target target = Target.predictedClass();
      Attribution attribution =
          DeepLift.builder(network).build().explain(digits, Reference.zeros(), target);
      return new Scores(
          Relevance.of(network, digits),
          new Gradient(network).timesInput(digits, target),
          attribution.contributions(),
          attribution.output().sub(attribution.referenceOutput()));
    }

    double relevanceFromGradient() {
      return largestDifference(relevance, gradientTimesInput);
    }

    double deepLiftFromGradient() {
      return largestDifference(deepLift, gradientTimesInput);
    }

    /** How far the sums of some scores are from the change of the logit, on average. */
    double meanMiss(INDArray scores) {
      return scores.sum(1).sub(change).ameanNumber().doubleValue();
    }
  }

  private static double largestDifference(INDArray a, INDArray b) {
    return a.sub(b).amaxNumber().doubleValue();
  }

  /**
   * Trains, compares and draws.
   *
   * @param args the folder of the digits, and the folder to draw into
   * @throws IOException if the folder to draw into cannot be made
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args.length > 0 ? args[0] : "samples/data/digits");
    Path output = Path.of(args.length > 1 ? args[1] : "samples/target/layerwise-relevance");
    INDArray pixels = rows(Digits.heldOut(data));
    for (boolean biases : new boolean[] {false, true}) {
      Scores scores = scores(Digits.training(data), pixels, biases);
      System.out.println(biases ? "network with biases" : "network without biases");
      print(scores);
      draw(scores, pixels, output.resolve(biases ? "biases" : "no-biases"));
    }
    System.out.println("pictures: " + output);
  }

  /** Trains a network, with biases or without, and scores pixels, {@code [n, 1024]}. */
  static Scores scores(Digits training, INDArray pixels, boolean biases) {
    return Scores.of(ReluNetwork.trained(rows(training), training.labels(), biases), pixels);
  }

  private static void print(Scores scores) {
    System.out.printf(
        "  largest difference of relevance from gradient × input: %.1e%n",
        scores.relevanceFromGradient());
    System.out.printf(
        "  largest difference of DeepLIFT from gradient × input:  %.1e%n",
        scores.deepLiftFromGradient());
    System.out.printf(
        "  sums miss the change of the logit, %.1f on average, by: relevance %.1e, DeepLIFT %.1e%n",
        scores.change().ameanNumber().doubleValue(),
        scores.meanMiss(scores.relevance()),
        scores.meanMiss(scores.deepLift()));
  }

  static void draw(Scores scores, INDArray pixels, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int digit = 0; digit < DRAWN; digit++) {
      HeatMap map =
          HeatMap.builder()
              .valueLabel("contribution to logit")
              .image(square(pixels, digit))
              .panel("relevance", square(scores.relevance(), digit))
              .panel("gradient × input", square(scores.gradientTimesInput(), digit))
              .panel("DeepLIFT", square(scores.deepLift(), digit))
              .build();
      map.writeSvg(folder.resolve("digit-" + digit + ".svg"));
      map.writePng(folder.resolve("digit-" + digit + ".png"));
    }
  }

  /** Pixels, {@code [n, 1024]}, in double precision. */
  static INDArray rows(Digits digits) {
    return digits.images().castTo(DataType.DOUBLE).reshape(digits.labels().length, -1);
  }

  private static INDArray square(INDArray rows, int index) {
    return rows.getRow(index).reshape(Digits.SIZE, Digits.SIZE);
  }
}
