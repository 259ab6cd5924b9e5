package io.github.dl4jdeeplift.samples;

import static java.util.Objects.requireNonNull;

import io.github.dl4jdeeplift.DeepLift;
import io.github.dl4jdeeplift.NonlinearityRule;
import io.github.dl4jdeeplift.Reference;
import io.github.dl4jdeeplift.Target;
import io.github.dl4jdeeplift.genomics.drawing.HeatMap;
import io.github.dl4jdeeplift.keras.KerasModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The experiment on digits of the 2017 paper: to turn an 8 into a 3, erase the pixels that speak
 * most for 8 against 3, at most a fifth of all. The better the scores, the further the log-odds of
 * 8 against 3 fall.
 *
 * <p>Prints the mean fall for each pair of digits and each method, and draws conversions.
 */
public final class DigitConversion {
  /** From which digit to which; the pairs of the paper's figure. */
  static final List<Pair> PAIRS =
      List.of(new Pair(8, 3), new Pair(8, 6), new Pair(9, 1), new Pair(4, 1));

  private static final String REVEAL_CANCEL = "DeepLIFT, RevealCancel";
  private static final String GRADIENT_TIMES_INPUT = "gradient × input";
  private static final int STEPS = 10;
  private static final int DRAWN = 5;

  private final DeepLift rescale;
  private final Map<String, Method> methods = new LinkedHashMap<>();

  /**
   * A conversion.
   *
   * @param from the digit that is written
   * @param to the digit to make of it
   */
  record Pair(int from, int to) {
    /** The log-odds of the one digit against the other: the difference of their logits. */
    Target logOdds() {
      INDArray weights = Nd4j.zeros(DataType.FLOAT, 10);
      weights.putScalar(from, 1);
      weights.putScalar(to, -1);
      return Target.weighted(weights);
    }
  }

  /** Scores pixels, {@code [n, 32, 32, 1]}, by what they add to a target. */
  private interface Method {
    INDArray scores(INDArray digits, Target target);
  }

  /**
   * Prepares the methods.
   *
   * @param network a network that reads digits
   */
  DigitConversion(Model network) {
    rescale = DeepLift.builder(network).build();
    DeepLift revealCancel =
        DeepLift.builder(network).nonlinearityRule(NonlinearityRule.REVEAL_CANCEL).build();
    Gradient gradient = new Gradient(network);
    methods.put(REVEAL_CANCEL, (x, target) -> contributions(revealCancel, x, target));
    methods.put("DeepLIFT, Rescale", (x, target) -> contributions(rescale, x, target));
    methods.put(GRADIENT_TIMES_INPUT, gradient::timesInput);
    methods.put("integrated gradients", (x, target) -> gradient.integrated(x, target, STEPS));
  }

  private static INDArray contributions(DeepLift deepLift, INDArray digits, Target target) {
    return deepLift.explain(digits, Reference.zeros(), target).contributions();
  }

  /**
   * Runs the experiment.
   *
   * @param args the folder of the network and the digits, and the folder to draw into
   * @throws IOException if a folder cannot be made
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args.length > 0 ? args[0] : "samples/data/digits");
    Path output = Path.of(args.length > 1 ? args[1] : "samples/target/digit-conversion");
    Digits digits = Digits.heldOut(data);
    DigitConversion conversion = new DigitConversion(KerasModels.load(data.resolve("digits.h5")));
    Files.createDirectories(output);
    System.out.println("mean fall of the log-odds when the highest pixels are erased:");
    for (Pair pair : PAIRS) {
      INDArray originals = digits.of(pair.from());
      System.out.printf("%d to %d, %d digits%n", pair.from(), pair.to(), originals.size(0));
      conversion
          .falls(originals, pair)
          .forEach((method, fall) -> System.out.printf("  %-22s  %6.2f%n", method, fall));
      conversion.draw(originals, pair, output);
    }
    System.out.println("pictures: " + output);
  }

  /**
   * Erases pixels by each method.
   *
   * @param originals the digits, {@code [n, 32, 32, 1]}
   * @param pair what to turn them into
   * @return the mean fall of the log-odds, by method
   */
  Map<String, Double> falls(INDArray originals, Pair pair) {
    Target logOdds = pair.logOdds();
    double before = logOdds(originals, logOdds);
    Map<String, Double> falls = new LinkedHashMap<>();
    methods.forEach(
        (name, method) -> {
          INDArray erased = Erasure.of(originals, method.scores(originals, logOdds));
          falls.put(name, before - logOdds(erased, logOdds));
        });
    return falls;
  }

  private double logOdds(INDArray digits, Target logOdds) {
    return rescale.explain(digits, Reference.zeros(), logOdds).output().meanNumber().doubleValue();
  }

  void draw(INDArray originals, Pair pair, Path output) {
    Target logOdds = pair.logOdds();
    for (int index = 0; index < DRAWN; index++) {
      INDArray digit = originals.slice(index).reshape(1, Digits.SIZE, Digits.SIZE, 1);
      String name = "%d-to-%d-%d".formatted(pair.from(), pair.to(), index);
      HeatMap.Builder map =
          HeatMap.builder().title(name).valueLabel("log-odds, or ink").image(digit.slice(0));
      for (String method : List.of(REVEAL_CANCEL, GRADIENT_TIMES_INPUT)) {
        INDArray scores = requireNonNull(methods.get(method)).scores(digit, logOdds);
        map.panel(method, scores.slice(0)).panel("erased", Erasure.of(digit, scores).slice(0));
      }
      map.build().writePng(output.resolve(name + ".png"));
      map.build().writeSvg(output.resolve(name + ".svg"));
    }
  }
}
